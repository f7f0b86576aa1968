import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
/** Where a machine has a Node.js of its own. */
const MACHINE_NODE = '/usr/bin/node';

/** The machine's own Node.js where it is too old for the program, so that the private copy is needed; else null. */
export function findOldNode(): string | null {
  if (!existsSync(MACHINE_NODE)) return null;
  const version = execFileSync(MACHINE_NODE, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return Number(version.split('.')[0]) < 22 ? MACHINE_NODE : null;
}

/** An installation of its own: the real launcher, and in the place of the program whatever a test wants to run. */
export class Installation {
  readonly path = mkdtempSync(join(tmpdir(), 'draft-orchestrator-launcher-'));

  /** @param modules 'private node' as npm installs it, 'none' as with --omit=optional, 'broken' where it cannot run */
  constructor(program: string, modules: 'private node' | 'none' | 'broken' = 'private node') {
    cpSync(join(ROOT, 'bin'), join(this.path, 'bin'), { recursive: true });
    mkdirSync(join(this.path, 'src'));
    writeFileSync(join(this.path, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(this.path, 'src', 'main.ts'), program);
    if (modules === 'private node') symlinkSync(join(ROOT, 'node_modules'), join(this.path, 'node_modules'));
    if (modules === 'broken') this.#breakPrivateNode();
  }

  /** Starts the launcher with a Node.js, in a process group of its own, as a terminal would. */
  launch(node: string, ...args: string[]): Launched {
    const launcher = join(this.path, 'bin', 'draft-orchestrator.mjs');
    return new Launched(
      spawn(node, [launcher, ...args], { detached: true, stdio: ['pipe', 'pipe', 'pipe'] }),
    );
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  #breakPrivateNode(): void {
    const folder = join(this.path, 'node_modules', `node-${process.platform}-${process.arch}`);
    mkdirSync(join(folder, 'bin'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{}');
    writeFileSync(join(folder, 'bin', 'node'), 'not a program');
  }
}

/** A launcher that runs. */
export class Launched {
  readonly child: ChildProcess;
  /** When nobody can write to its output any more: launcher and program are both gone. */
  readonly #over: Promise<unknown>;
  readonly #exited: Promise<unknown[]>;
  #said = '';

  constructor(child: ChildProcess) {
    this.child = child;
    this.#over = Promise.all([child.stdout, child.stderr].map((stream) => stream && once(stream, 'close')));
    this.#exited = once(child, 'exit');
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text;
        child.emit('said');
      });
    }
  }

  /** Waits until launcher or program have written what matches, and returns all they wrote. */
  async untilSaid(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.#said)) await once(this.child, 'said');
    return this.#said;
  }

  /** Waits until launcher and program are both gone: how the launcher ended, and all they wrote. */
  async ended(): Promise<{ code: unknown; signal: unknown; said: string }> {
    const [[code, signal]] = await Promise.all([this.#exited, this.#over]);
    return { code, signal, said: this.#said };
  }
}

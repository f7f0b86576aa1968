import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProcessEnd, Program } from '../../src/processes/program.ts';

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
  launch(node: string, ...args: string[]): Program {
    const launcher = join(this.path, 'bin', 'draft-orchestrator.mjs');
    return new Program({ executable: node, args: [launcher, ...args], detached: true, stdin: 'pipe' });
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

/** Waits until launcher and program have both ended: how the launcher ended, and all they wrote. */
export async function endOf(launched: Program): Promise<{ code: ProcessEnd; said: string }> {
  return { code: await launched.ended(), said: launched.said() };
}

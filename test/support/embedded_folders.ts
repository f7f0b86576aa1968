import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import { layoutOf } from '../../src/embedded/layout.ts';
import { findPostmaster, isAlive } from '../../src/embedded/postmaster.ts';
import { poll } from '../../src/embedded/server.ts';
import { silentLog } from './silent_log.ts';

export const isRoot = process.getuid?.() === 0;
/** nobody: initdb wants its user to have a name. */
export const ORDINARY_USER = { uid: 65_534, gid: 65_534 };
/** Durable only where that is what a test is about. */
export const FAST = { fsync: 'off', full_page_writes: 'off' };

const NOT_STARTED = { url: '', superuserUrl: '', adopted: false };
const answer = z.union([
  z
    .object({ url: z.string(), superuserUrl: z.string(), adopted: z.boolean() })
    .transform((given) => ({ ...given, error: null })),
  z.object({ error: z.string() }).transform(({ error }) => ({ ...NOT_STARTED, error })),
]);

/** What a process that runs an embedded server said, and the process itself. */
export type EmbeddedProgram = z.infer<typeof answer> & { readonly child: ChildProcess };

/** Folders of a test file, all removed by `removeAll`, with the servers that may still run on them. */
export class EmbeddedFolders {
  readonly #made: string[] = [];
  #template: string | undefined;

  /** A new folder others may enter; as root the server runs as somebody else. */
  empty(mode = 0o755): string {
    const folder = mkdtempSync(join(tmpdir(), 'draft-orchestrator-embedded-'));
    chmodSync(folder, mode);
    this.#made.push(folder);
    return folder;
  }

  /** A new folder that an ordinary user owns. */
  ofOrdinaryUser(): string {
    const folder = this.empty();
    chownSync(folder, ORDINARY_USER.uid, ORDINARY_USER.gid);
    return folder;
  }

  /** A DATA_DIR whose server has run once: a copy, four times as fast as making one. */
  async initialised(): Promise<string> {
    if (this.#template === undefined) {
      const template = join(this.empty(), 'data');
      await (await startEmbedded({ dataDir: template, log: silentLog, settings: FAST })).stop();
      this.#template = template;
    }
    const copy = join(this.empty(), 'data');
    execFileSync('cp', ['-a', this.#template, copy]);
    return copy;
  }

  /** Ends whatever runs on the folders and removes them. */
  async removeAll(): Promise<void> {
    for (const folder of this.#made) {
      for (const dataDir of [folder, join(folder, 'data')]) await killServer(dataDir);
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** kill -9 of the server's main process; its children end by themselves. */
export async function killServer(dataDir: string): Promise<void> {
  const server = findPostmaster(layoutOf(dataDir).folder);
  if (server === null) return;
  process.kill(server.pid, 'SIGKILL');
  await poll(() => (isAlive(server.pid) ? undefined : true));
}

/** Starts a process that runs an embedded server on `dataDir`, as another user where one is given. */
export async function startEmbeddedProgram(
  dataDir: string,
  user?: { uid: number; gid: number },
): Promise<EmbeddedProgram> {
  const program = join(import.meta.dirname, 'embedded_program.ts');
  const child = spawn(process.execPath, [program, dataDir], { ...user, stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  return { ...answer.parse(JSON.parse(String(line))), child };
}

/** Lets a process stop what it keeps, and waits for its end. */
export async function endProgram({ child }: EmbeddedProgram): Promise<void> {
  const ended = once(child, 'exit');
  child.stdin?.end();
  await ended;
}

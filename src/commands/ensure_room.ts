import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOM_FOLDER } from '../http/room/room_files.ts';
import type { Log } from '../telemetry/log.ts';

const BUILDER = join(ROOM_FOLDER, '..', 'build.ts');

/**
 * Builds the draft room where it is missing or older than its sources, and says so first. The build is a process of its own: what it
 * needs is not left in the memory of the service. Where it fails the service runs without the room, and its page says how to build it.
 */
export async function ensureRoom(say: (text: string) => void, log: Log): Promise<void> {
  // A package without sources brings the built room.
  if (!existsSync(BUILDER)) return;
  const check = await run(['--check']);
  if (check.code === 0) return;
  say('Building the draft room (once, a few seconds) ...');
  log.info('Building the draft room, which is missing or older than its sources');
  const { code, said } = await run([]);
  if (code !== 0) log.warn({ said }, 'The draft room could not be built; the service runs without it');
}

async function run(args: readonly string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [BUILDER, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 1, said };
}

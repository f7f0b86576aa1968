import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOM_FOLDER } from '../http/room/room_files.ts';
import { Program } from '../processes/program.ts';
import type { Log } from '../telemetry/log.ts';

const BUILDER = join(ROOM_FOLDER, '..', 'build.ts');

/**
 * Builds the draft room where it is missing or older than its sources, and says so first. The build is a process of its own: what it
 * needs is not left in the memory of the service. Where it fails the service runs without the room, and its page says how to build it.
 */
export async function ensureRoom(say: (text: string) => void, log: Log): Promise<void> {
  // A package without sources brings the built room.
  if (!existsSync(BUILDER)) return;
  if ((await new Program({ args: [BUILDER, '--check'] }).ended()) === 0) return;
  say('Building the draft room (once, a few seconds) ...');
  log.info('Building the draft room, which is missing or older than its sources');
  const build = new Program({ args: [BUILDER] });
  if ((await build.ended()) === 0) return;
  log.warn({ said: build.said() }, 'The draft room could not be built; the service runs without it');
}

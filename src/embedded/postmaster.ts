import { execFileSync } from 'node:child_process';
import { readlinkSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from './layout.ts';

/** What `postmaster.pid` says about a server whose process runs. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly status: string };

/** Lines of postmaster.pid, counted from 0; the later ones appear while the server starts. */
const PID_LINE = 0;
const PORT_LINE = 3;
const STATUS_LINE = 7;

/** The server that runs on a data folder, or null. While it starts, its port may still be 0 and its status empty. */
export function findPostmaster(folder: string): Postmaster | null {
  const found = readPidFile(folder);
  return found !== null && isPostmaster(found.pid, folder) ? found : null;
}

/**
 * Removes a `postmaster.pid` whose number now belongs to another program, as after the restart of a container:
 * PostgreSQL itself would only see that a process of that number runs, and refuse to start.
 */
export function removeStalePidFile(folder: string): void {
  const stale = readPidFile(folder);
  if (stale === null || !isThere(stale.pid) || isPostmaster(stale.pid, folder)) return;
  const aside = join(folder, `postmaster.pid.stale-${process.pid}`);
  try {
    renameSync(join(folder, 'postmaster.pid'), aside);
    // Another process may have started the server since we looked: then its file goes back.
    const isStill = readText(aside)?.split('\n')[PID_LINE] === String(stale.pid);
    if (isStill) rmSync(aside);
    else renameSync(aside, join(folder, 'postmaster.pid'));
  } catch {
    // Another process removed it first.
  }
}

/** Whether a process of this number runs. One of another user counts: it cannot be signalled, but it is there. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function readPidFile(folder: string): Postmaster | null {
  const lines = readText(join(folder, 'postmaster.pid'))?.split('\n') ?? [];
  const pid = Number(lines[PID_LINE]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[PORT_LINE] ?? 0), status: (lines[STATUS_LINE] ?? '').trim() };
}

/** A server's working directory is its data folder; where that cannot be seen, its name must do. */
function isPostmaster(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return commandOf(pid).includes('postgres');
  }
}

/** Whether a process exists and is no zombie. */
export function isAlive(pid: number): boolean {
  return isThere(pid) && !isZombie(pid);
}

/** Whether a process has ended and only its parent has not noticed yet. It can be signalled, but it does nothing any more. */
function isZombie(pid: number): boolean {
  const afterName = readText(`/proc/${pid}/stat`)?.split(') ').at(-1) ?? '';
  return /^[ZX]/.test(afterName);
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return '';
  }
}

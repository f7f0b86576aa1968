import { execFileSync } from 'node:child_process';
import { chmodSync, type Stats, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { messageOf } from '../telemetry/error_text.ts';
import { EmbeddedError } from './errors.ts';

/** The operating system user PostgreSQL runs as; undefined ids mean: the one this program runs as. */
export type Account = {
  readonly name: string;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
};

/** PostgreSQL refuses to run as root; these users stand in, the first that exists. */
const STAND_INS_FOR_ROOT = ['postgres', 'nobody'];

const EXECUTE = 0o1;

/**
 * Chooses the user for PostgreSQL: this program's own, or, as root, a stand-in (the owner of an existing folder, where
 * that is one of them).
 */
export function chooseAccount(folder: string): Account {
  if (process.getuid?.() !== 0) return { name: 'this user', uid: undefined, gid: undefined };
  const standIns = STAND_INS_FOR_ROOT.map(findUser).filter((account) => account !== null);
  const owner = statOf(folder)?.uid;
  const account = standIns.find(({ uid }) => uid === owner) ?? standIns[0];
  if (account !== undefined) return account;
  throw new EmbeddedError(
    'PostgreSQL refuses to run as root, and this machine has neither a user "postgres" nor "nobody" to run it as. ' +
      'Create one, run this program as an ordinary user, or set DATABASE_URL.',
  );
}

/**
 * Makes the folder that holds everything embedded; its parents stay as they are, those created are open to others: a
 * recursive mkdir under a tight umask would lock the server's user out.
 */
export async function makeDataDir(dataDir: string): Promise<void> {
  if (statOf(dataDir)?.isDirectory() === false) {
    throw new EmbeddedError(
      `The data folder ${resolve(dataDir)} is not a folder. Set DATA_DIR to another path, or move the file away.`,
    );
  }
  const missing: string[] = [];
  for (let at = resolve(dataDir); statOf(at) === undefined && dirname(at) !== at; at = dirname(at))
    missing.unshift(at);
  try {
    for (const folder of missing) {
      await mkdir(folder).then(() => chmodSync(folder, 0o755), unlessItExists);
    }
  } catch (error) {
    throw new EmbeddedError(
      `The data folder ${resolve(dataDir)} cannot be created (${messageOf(error)}). ` +
        'Create it for the user this program runs as, or set DATA_DIR to a folder that user may write to.',
      { cause: error },
    );
  }
}

/**
 * Checks that PostgreSQL, run by `account`, can reach `path`: every folder above it must be traversable.
 * @param remedy what to do instead, as the end of the sentence "make it traversable, or …"
 */
export function checkReachable(path: string, account: Account, remedy: string): void {
  for (const parent of parentsOf(path)) {
    const stats = statOf(parent);
    if (stats === undefined || mayTraverse(stats, account)) continue;
    throw new EmbeddedError(
      `PostgreSQL runs as user "${account.name}", who may not enter ${parent}, so it cannot reach ${path}. ` +
        `Make it traversable (chmod o+x ${parent}), or ${remedy}.`,
    );
  }
}

/** Checks that an existing folder belongs to `account`: PostgreSQL refuses one that does not. */
export function checkOwner(folder: string, account: Account): void {
  const owner = statOf(folder)?.uid;
  const expected = account.uid ?? process.getuid?.();
  if (owner === undefined || expected === undefined || owner === expected) return;
  const who = account.uid === undefined ? `user ${expected}` : `user "${account.name}" (${expected})`;
  throw new EmbeddedError(
    `The data folder ${folder} belongs to user ${owner}, but PostgreSQL would run as ${who}. ` +
      'Run this program as the user who created it, set DATA_DIR to another folder, or change its owner.',
  );
}

/**
 * Spawn options that make a child run as the account. PGPORT, PGDATA, PGOPTIONS and their like are meant for clients of another server,
 * and the server itself would take some of them.
 */
export function asAccount({ uid, gid }: Account): { uid?: number; gid?: number; env: NodeJS.ProcessEnv } {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG')));
  return uid === undefined || gid === undefined ? { env } : { uid, gid, env };
}

function findUser(name: string): Account | null {
  try {
    const ask = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { name, uid: ask('-u'), gid: ask('-g') };
  } catch {
    return null;
  }
}

function mayTraverse(stats: Stats, { uid, gid }: Account): boolean {
  const user = uid ?? process.getuid?.();
  if (user === undefined) return true;
  if (stats.uid === user) return (stats.mode & (EXECUTE << 6)) !== 0;
  const groups = gid === undefined ? (process.getgroups?.() ?? []) : [gid];
  if (groups.includes(stats.gid)) return (stats.mode & (EXECUTE << 3)) !== 0;
  return (stats.mode & EXECUTE) !== 0;
}

function parentsOf(path: string): string[] {
  const parents: string[] = [];
  for (let at = dirname(resolve(path)); ; at = dirname(at)) {
    parents.unshift(at);
    if (dirname(at) === at) return parents;
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function unlessItExists(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

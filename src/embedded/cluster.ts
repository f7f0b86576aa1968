import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { chown, link, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../telemetry/error_text.ts';
import { type Account, asAccount } from './account.ts';
import { type Binaries, majorVersion } from './binaries.ts';
import { EmbeddedError } from './errors.ts';
import { explainFailedMaking } from './failed_start.ts';
import { type Layout, readText, SUPERUSER } from './layout.ts';

const run = promisify(execFile);

const UNFINISHED_PREFIX = 'postgres.new-';
/** initdb takes a second; whatever is this old was left by a killed process. */
const UNFINISHED_MAX_AGE_MS = 10 * 60 * 1000;
const PASSWORD_BYTES = 24;

/** What making a data folder needs. `sync: false` gives up safety against power loss, for tests. */
export type ClusterSettings = {
  readonly layout: Layout;
  readonly account: Account;
  readonly binaries: Binaries;
  readonly sync: boolean;
};

/**
 * Makes the data folder where there is none. No lock is needed, so none can be left behind: it is made aside and renamed
 * into place at the end; of several processes that start at once one wins, and the others use its folder.
 * @throws EmbeddedError where the folder is of another major version or not a data folder
 */
export async function ensureCluster(settings: ClusterSettings): Promise<void> {
  const { layout, binaries } = settings;
  await removeUnfinished(layout.dataDir);
  if (isInitialised(layout)) return checkVersion(layout, binaries);
  const password = await ensurePassword(layout);
  await initialise(settings, password);
}

/** The password of superuser and owner. */
export function readPassword({ passwordFile, folder }: Layout): string {
  const password = readText(passwordFile);
  if (password !== null && password !== '') return password;
  throw new EmbeddedError(
    `The password file ${passwordFile} of the embedded server is missing or unreadable. Restore it, ` +
      `run this program as the user who owns it, or remove ${folder} as well to begin with an empty database.`,
  );
}

function isInitialised({ folder }: Layout): boolean {
  if (existsSync(join(folder, 'PG_VERSION'))) return true;
  if (!existsSync(folder) || readdirSync(folder).length === 0) return false;
  throw new EmbeddedError(
    `${folder} is not a PostgreSQL data folder (it has no PG_VERSION), but it is not empty either. ` +
      'Move it away, or set DATA_DIR to another folder.',
  );
}

function checkVersion({ folder }: Layout, binaries: Binaries): void {
  const found = readText(join(folder, 'PG_VERSION'));
  const needed = majorVersion(binaries);
  if (found === needed) return;
  throw new EmbeddedError(
    `The data folder ${folder} was made by PostgreSQL ${found}, but the embedded server is PostgreSQL ${needed}. ` +
      `Dump it with PostgreSQL ${found} and restore it here, or set DATA_DIR to another folder.`,
  );
}

async function initialise(
  { layout, account, binaries, sync }: ClusterSettings,
  password: string,
): Promise<void> {
  const aside = await mkdtemp(join(layout.dataDir, UNFINISHED_PREFIX));
  const passwordFile = join(aside, 'password');
  const folder = join(aside, 'data');
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    await Promise.all([aside, passwordFile].map((path) => giveTo(path, account)));
    const options = [
      '--auth=scram-sha-256',
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
    ];
    const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    const durability = sync ? [] : ['--no-sync'];
    await run(binaries.initdb, [`--pgdata=${folder}`, ...options, ...locale, ...durability], {
      ...asAccount(account),
      cwd: layout.dataDir,
    });
    await rename(folder, layout.folder).catch(unlessAnotherWasFaster);
  } catch (error) {
    throw explainFailedMaking(layout, saidBy(error), error);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** Of several processes that start at once, the first to link decides the password for all. */
async function ensurePassword(layout: Layout): Promise<string> {
  const aside = `${layout.passwordFile}.${randomBytes(6).toString('hex')}`;
  await writeFile(aside, randomBytes(PASSWORD_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' });
  try {
    await link(aside, layout.passwordFile).catch(unlessAnotherWasFaster);
  } finally {
    await rm(aside);
  }
  return readPassword(layout);
}

async function removeUnfinished(dataDir: string): Promise<void> {
  const left = readdirSync(dataDir).filter((name) => name.startsWith(UNFINISHED_PREFIX));
  for (const name of left) {
    const path = join(dataDir, name);
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (Date.now() - changedAt > UNFINISHED_MAX_AGE_MS) await rm(path, { recursive: true, force: true });
  }
}

async function giveTo(path: string, { uid, gid }: Account): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

function unlessAnotherWasFaster(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST' && error.code !== 'ENOTEMPTY') throw error;
}

function saidBy(error: unknown): string {
  if (error instanceof Error && 'stderr' in error && String(error.stderr) !== '')
    return String(error.stderr).trim();
  return messageOf(error);
}

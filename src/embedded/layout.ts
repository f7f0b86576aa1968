import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where everything embedded lies under DATA_DIR; absolute paths. */
export type Layout = {
  readonly dataDir: string;
  /** PostgreSQL's own data folder. */
  readonly folder: string;
  /** Password of the superuser and of the owner, 0600. */
  readonly passwordFile: string;
  /** The port of the last start, kept where it is free. */
  readonly portFile: string;
  readonly logFile: string;
};

/** The superuser: makes roles and databases, and is not what the product connects as. */
export const SUPERUSER = 'postgres';
/** An ordinary role that owns the database and may create roles: what a managed server would give us as well. */
export const OWNER = 'draft_orchestrator';
/** The database's name. */
export const DATABASE = 'draft_orchestrator';

/** The paths below a DATA_DIR, which may be relative to the working directory. */
export function layoutOf(dataDir: string): Layout {
  const root = resolve(dataDir);
  return {
    dataDir: root,
    folder: join(root, 'postgres'),
    passwordFile: join(root, 'postgres.password'),
    portFile: join(root, 'postgres.port'),
    logFile: join(root, 'postgres.log'),
  };
}

/**
 * A connection URL for the server on a port of this machine; the password needs no escaping (base64url). It says that nothing is
 * encrypted, so that no PGSSLMODE of the environment decides.
 */
export function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`;
}

/** A file's text without the line end, or null where it cannot be read. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

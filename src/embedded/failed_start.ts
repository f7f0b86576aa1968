import { messageOf } from '../telemetry/error_text.ts';
import { EmbeddedError } from './errors.ts';
import { type Layout, layoutOf } from './layout.ts';

/** What messages in the server's log mean, and what to do; the first that matches counts. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/No space left on device|Disk quota exceeded/i, 'The disk is full: make room on it'],
  [
    /Read-only file system/i,
    'The disk is read-only: make it writable, or set DATA_DIR to a folder on another disk',
  ],
  [
    /could not (create|map) shared memory|Cannot allocate memory/i,
    'There is too little memory: end other programs',
  ],
  [
    /lock file .* (is empty|already exists)|another server might/i,
    'Another PostgreSQL may run on it: stop that one',
  ],
  [/Permission denied|invalid permissions/i, 'Give the folder back to the user who created it'],
  [
    /unrecognized configuration parameter|configuration file .* contains errors/i,
    'Correct its configuration',
  ],
  [
    /PANIC|pg_control|could not (open|read|locate)|invalid (data|checkpoint|page|magic|record)|incorrect checksum/i,
    'The folder is damaged: restore a backup of DATA_DIR, or move it away to begin with an empty database',
  ],
];
const TELLING = /\b(FATAL|PANIC|ERROR|error):/;

/** Why a server does not start, in one sentence for what it said and one for what to do. `said`: what it wrote. */
export function explainFailedStart({ folder, logFile }: Layout, said: string): EmbeddedError {
  const { cause, remedy = 'Look into its log' } = understand(said);
  return new EmbeddedError(
    `The embedded PostgreSQL on ${folder} does not start; it said "${cause}". ${remedy}; all it said is in ${logFile}.`,
  );
}

/** Why a data folder could not be made. `said`: what initdb wrote, or the operating system. */
export function explainFailedMaking({ folder }: Layout, said: string, error: unknown): EmbeddedError {
  const {
    cause,
    remedy = 'Set DATA_DIR to another folder, or DATABASE_URL to a PostgreSQL server of your own',
  } = understand(said);
  return new EmbeddedError(`The data folder ${folder} could not be made: "${cause}". ${remedy}.`, {
    cause: error,
  });
}

/** The line that says why, without the server's time stamp, and what to do about it where that is known. */
function understand(said: string): { cause: string; remedy: string | undefined } {
  const lines = said.split('\n').map((line) => line.trim());
  const known = REMEDIES.find(([pattern]) => pattern.test(said));
  // Else its first complaint: what follows is that the program gives up.
  const line =
    lines.find((each) => known?.[0].test(each)) ??
    lines.find((each) => TELLING.test(each)) ??
    lines.at(-1) ??
    '';
  return { cause: line.replace(/^.*?\b(LOG|FATAL|PANIC|ERROR): +/, ''), remedy: known?.[1] };
}

/** What error codes of the operating system mean where DATA_DIR is used. */
const UNUSABLE: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write to it: give it to them, or set DATA_DIR to a folder of theirs',
  EPERM: 'this user may not write to it: give it to them, or set DATA_DIR to a folder of theirs',
  EROFS: 'the disk is read-only: set DATA_DIR to a folder on another one',
  ENOSPC: 'the disk is full: make room on it, or set DATA_DIR to a folder on another one',
  EDQUOT: 'the disk is full: make room on it, or set DATA_DIR to a folder on another one',
  ENAMETOOLONG: 'its path is too long: set DATA_DIR to a shorter one',
};

/** Rethrows what the operating system said about a DATA_DIR as an EmbeddedError, and any other error as it is. */
export function explainUnusable(dataDir: string): (error: unknown) => never {
  return (error) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why = Object.hasOwn(UNUSABLE, code) ? UNUSABLE[code] : undefined;
    if (why === undefined || error instanceof EmbeddedError) throw error;
    const said = messageOf(error);
    throw new EmbeddedError(
      `The data folder ${layoutOf(dataDir).dataDir} cannot be used, ${why} (${said}).`,
      {
        cause: error,
      },
    );
  };
}

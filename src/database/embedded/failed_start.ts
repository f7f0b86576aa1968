import { EmbeddedError } from './errors.ts';
import type { Layout } from './layout.ts';

/** What the server's own words mean for whoever starts it; the first that matches counts. */
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
    'Correct its postgresql.conf',
  ],
  [
    /PANIC|pg_control|could not (open|read|locate)|invalid (data|checkpoint|page|magic|record)|incorrect checksum/i,
    'The folder is damaged: restore a backup of DATA_DIR, or move it away to begin with an empty database',
  ],
];
const UNKNOWN = 'Look into its log';
const TELLING = /\b(FATAL|PANIC|ERROR):/;

/** Why a server does not start, in one sentence each for what it said and for what to do. `said`: what it wrote. */
export function explainFailedStart({ folder, logFile }: Layout, said: string): EmbeddedError {
  const lines = said.split('\n').map((line) => line.trim());
  // Its first complaint is the cause; what follows is that it gives up.
  const why = (lines.find((line) => TELLING.test(line)) ?? lines.at(-1) ?? '').replace(
    /^.*?(?=(FATAL|PANIC|ERROR):)/,
    '',
  );
  const remedy = REMEDIES.find(([pattern]) => pattern.test(said))?.[1] ?? UNKNOWN;
  return new EmbeddedError(
    `The embedded PostgreSQL on ${folder} does not start; it said "${why}". ${remedy}; all it said is in ${logFile}.`,
  );
}

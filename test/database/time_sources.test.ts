import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}

const withoutComments = (text: string) => text.replace(/(^|\s)(--|\/\/).*$/gm, '$1');
const textOf = (file: string) => withoutComments(readFileSync(join(ROOT, file), 'utf8'));

/** Each SQL function by its name, which is that of its file, with its text. */
const functions = new Map(
  filesBelow('migrations/functions', '.sql').map((file) => [basename(file, '.sql'), textOf(file)]),
);

/** Names of the functions whose text matches, sorted. */
function functionsThat(pattern: RegExp): string[] {
  return [...functions].flatMap(([name, text]) => (pattern.test(text) ? [name] : [])).sort();
}

describe('cells of the board', () => {
  it('are written by no SQL in TypeScript', () => {
    const writers = [...filesBelow('src', '.ts'), ...filesBelow('tasks', '.ts')].filter((file) =>
      /\b(update|insert\s+into|delete\s+from)\s+app_public\.picks\b/i.test(textOf(file)),
    );
    expect(writers).toEqual([]);
  });
});

/** What reads the time of the machine that a program runs on. */
const OWN_CLOCK = /\bDate\.now\(|\bnew Date\(\)/;
/** What reads the time at which a transaction began, which may be before a lock was waited for. */
const TRANSACTION_START = /(?<![.\w])(now\(\)|(current|transaction|localtime)_?(time)?stamp\b)/;

describe("a clock other than the database's", () => {
  it('is read by nothing that decides', () => {
    const files = ['src', 'tasks', 'client'].flatMap((folder) => filesBelow(folder, '.ts'));
    expect(files.filter((file) => OWN_CLOCK.test(textOf(file))).sort()).toEqual([
      // Whether the machine slept: the wall clock beside the steady one.
      'client/countdown.ts',
      // Whether a token is too old, as the library judges that reads it: nothing about a draft.
      'src/api/identity/own_tokens.ts',
      // How old the remains of a killed process are.
      'src/embedded/cluster.ts',
      // The time in a line of the log.
      'src/telemetry/log.ts',
    ]);
  });
});

describe('the start of a transaction', () => {
  it('is used as the time only where old rows are removed, and where the status is told as of one instant', () => {
    expect(functionsThat(TRANSACTION_START)).toEqual(['read_service', 'sweep_jobs']);
  });
});

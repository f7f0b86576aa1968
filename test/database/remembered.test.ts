import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '..', '..', 'src');
/** Where what the database said is kept beyond one question. */
const FOLDERS = ['orchestrator', 'api/identity'];
/** What is found by all that it holds: the database cannot say something else of it. */
const BY_CONTENT = ['orchestrator/draft_layout.ts', 'api/identity/own_tokens.ts'];

const read = (path: string) => readFileSync(join(SRC, path), 'utf8');

describe('what a process remembers of the database', () => {
  it('is forgotten where the database is on another timeline, whatever remembers it', () => {
    const files = FOLDERS.flatMap((folder) =>
      readdirSync(join(SRC, folder)).map((name) => `${folder}/${name}`),
    );
    const remembering = files.filter((path) => /^ {2}readonly #\w+ = new Map/m.test(read(path)));
    const forgetting = remembering.filter((path) =>
      /if \(this\.#isOtherTimeline\(\)\) this\.#\w+\.clear\(\);/.test(read(path)),
    );
    expect(forgetting).toHaveLength(5);
    expect(remembering.filter((path) => !forgetting.includes(path))).toEqual(BY_CONTENT);
  });
});

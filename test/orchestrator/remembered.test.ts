import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = join(import.meta.dirname, '..', '..', 'src', 'orchestrator');
/** What is found by all that it holds: the database cannot say something else of it. */
const BY_CONTENT = ['draft_layout.ts'];

describe('what choosing remembers of the database', () => {
  it('is forgotten where the database is on another timeline, whatever remembers it', () => {
    const remembering = readdirSync(FOLDER).filter((name) =>
      /^ {2}readonly #\w+ = new Map/m.test(readFileSync(join(FOLDER, name), 'utf8')),
    );
    const forgetting = remembering.filter((name) =>
      /if \(this\.#isOtherTimeline\(\)\) this\.#\w+\.clear\(\);/.test(
        readFileSync(join(FOLDER, name), 'utf8'),
      ),
    );
    expect(remembering).toHaveLength(5);
    expect(remembering.filter((name) => !forgetting.includes(name))).toEqual(BY_CONTENT);
  });
});

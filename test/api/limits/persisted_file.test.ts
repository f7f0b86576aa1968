import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPersistedOperations } from '../../../src/api/limits/persisted_operations.ts';

const folder = mkdtempSync(join(tmpdir(), 'persisted-'));
const file = join(folder, 'operations.json');
afterAll(() => rmSync(folder, { recursive: true }));

function told(path: string): string {
  try {
    readPersistedOperations(path);
    return 'accepted';
  } catch (error) {
    return (error as Error).message.split(`${path}: `)[1] ?? '';
  }
}

describe('a file of operations that is not usable', () => {
  it.each([
    ['{"Board": 1}', 'Board must be a text; it is 1.'],
    ['["query { databaseTime }"]', 'it must be an object with fields.'],
    ['{"Board": "query {"}', '"Board" is no operation: Syntax Error: Expected Name, found <EOF>.'],
  ])('as %s is told in plain words', (text, why) => {
    writeFileSync(file, text);
    expect(told(file)).toBe(why);
  });

  it('since it is none is told so', () => {
    expect(told(join(folder, 'nowhere.json'))).toBe('there is no such file. Correct its path.');
    expect(told(folder)).toBe('it is a folder. Name a file in it.');
    writeFileSync(file, '{"Time": "{ databaseTime }"}');
    expect(told(file)).toBe('accepted');
    writeFileSync(file, '\ufeff{"Time": "{ databaseTime }"}');
    expect(told(file)).toBe('accepted');
  });
});

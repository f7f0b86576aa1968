import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, findBreakingChanges } from 'graphql';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(`${ROOT}/${path}`, 'utf8');

/** What a new schema takes from clients of an old one: a sentence each. */
function breaking(older: string, newer: string): string[] {
  return findBreakingChanges(buildSchema(older), buildSchema(newer)).map(({ description }) => description);
}

/** The name of the last release, and its schema; null where this is no clone with its tags. */
function lastRelease(): { readonly tag: string; readonly schema: string } | null {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const tag = git('describe', '--tags', '--abbrev=0').trim();
    return { tag, schema: git('show', `${tag}:schema.graphql`) };
  } catch {
    return null;
  }
}

describe('a change of schema.graphql', () => {
  it('that breaks clients of the last release is written down in docs/schema_changes.md', ({ skip }) => {
    const release = lastRelease();
    if (release === null)
      return skip('There is no tag of a release here: clone with tags to compare with one.');
    const [, decided = ''] = read('docs/schema_changes.md').split(`## Since ${release.tag}\n`);
    const written = [...(decided.split('\n## ')[0] ?? '').matchAll(/^\* (.+)$/gm)].map(([, line]) => line);
    // More may be listed: a change of something newer than the release breaks those who used it from the repository.
    expect(
      breaking(release.schema, read('schema.graphql')).filter((line) => !written.includes(line)),
    ).toEqual([]);
  });

  it('is noticed where a field, a type or a value is gone, or an argument is asked for that was not', () => {
    const schema = read('schema.graphql');
    const renamed = (name: RegExp) => {
      expect(schema).toMatch(name);
      return breaking(schema, schema.replace(name, '  other')).join('\n');
    };
    expect(renamed(/^ {2}currentPick\b/m)).toMatch(/Draft.currentPick was removed/);
    expect(renamed(/^ {2}RESYNC\b/m)).toMatch(/RESYNC was removed from enum type DraftEventKind/);
    expect(breaking('type Query { a: Int }', 'type Query { a(b: Int!): Int }').join()).toMatch(
      /required arg/,
    );
    expect(breaking('type Query { a: Int }', 'type Query { a: Int b: Int }')).toEqual([]);
  });
});

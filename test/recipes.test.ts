import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutations } from '../src/api/schema/mutations/registry.ts';
import { eventKinds } from '../src/draft/event_kinds.ts';

const ROOT = join(import.meta.dirname, '..');
const PAGE = 'docs/contributing.md';

/** What people write; pages for people tell of things without listing them all. */
const FOLDERS = ['src', 'test', 'bench', 'tools', 'client', 'examples', 'tasks', 'migrations'];
/** What a command writes, and what is a record of the past. */
const GENERATED = /^(client\/operations\.generated\.ts|src\/database\/generated\/)/;
const RECORDS = /^migrations\/\d{6}_/;

interface Recipe {
  readonly title: string;
  readonly text: string;
  /** Files of its tables, and whether they are new. */
  readonly files: readonly { readonly path: string; readonly isNew: boolean }[];
}

/** The recipes of the page: each heading of the third level under "Recipes". */
function recipes(): Recipe[] {
  const [, text = ''] = readFileSync(join(ROOT, PAGE), 'utf8').split('\n## Recipes\n');
  return text
    .split('\n### ')
    .slice(1)
    .map((section) => {
      const rows = [...section.matchAll(/^\| `([\w./-]+)`([^|]*)\|/gm)];
      return {
        title: section.split('\n')[0] ?? '',
        text: section,
        files: rows.map(([, path = '', after = '']) => ({ path, isNew: after.includes('(new)') })),
      };
    });
}

function recipe(title: string): Recipe {
  return recipes().find((one) => one.title === title) ?? expect.fail(`There is no recipe "${title}"`);
}

/** Files that people write, with their texts. */
function written(): Map<string, string> {
  const paths = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  ).filter((path) => /\.(ts|mjs|sql|graphql)$/.test(path) && !GENERATED.test(path) && !RECORDS.test(path));
  return new Map(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}

/** Files that name all of these. */
function namingAll(names: readonly string[]): string[] {
  const patterns = names.map((name) => new RegExp(`\\b${name}\\b`));
  return [...written()].flatMap(([path, text]) =>
    patterns.every((pattern) => pattern.test(text)) ? [path] : [],
  );
}

describe('a recipe', () => {
  it.each(recipes().filter(({ files }) => files.length > 0))(
    'names files that exist, and new ones beside others of their kind: $title',
    ({ files }) => {
      for (const { path, isNew } of files) {
        expect(existsSync(join(ROOT, path)), path).toBe(!isNew);
        expect(existsSync(join(ROOT, dirname(path))), path).toBe(true);
      }
    },
  );

  it.each([
    ['A strategy', 3],
    ['A mutation', 4],
    ['An event kind', 3],
    ['A setting of time', 6],
  ])('says how many files it takes, and takes no more than was promised: %s, %i', (title, most) => {
    const { text, files } = recipe(title);
    expect(files.length).toBeLessThanOrEqual(most);
    expect(text).toContain(`${files.length} files`);
  });

  it('of a clock rule takes at most six files', () => {
    const { files } = recipe('A clock rule');
    expect(files.length).toBeLessThanOrEqual(6);
  });
});

describe('the files of a recipe', () => {
  const existing = (title: string) => recipe(title).files.flatMap(({ path, isNew }) => (isNew ? [] : [path]));

  it('are all that name every mutation', () => {
    const names = mutations.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(10);
    const lists = namingAll(names);
    expect(lists).toContain('src/api/schema/mutations/registry.ts');
    expect(lists.filter((path) => !existing('A mutation').includes(path))).toEqual([]);
  });

  it('are all that name every kind of event, but for tests that go through them', () => {
    const lists = namingAll(Object.keys(eventKinds)).filter((path) => !path.startsWith('test/'));
    expect(lists).toContain('src/draft/event_kinds.ts');
    expect(lists.filter((path) => !existing('An event kind').includes(path))).toEqual([]);
  });

  it('are all that name every strategy', () => {
    const registry = readFileSync(join(ROOT, 'src/strategy/registry.ts'), 'utf8');
    const [, listed = ''] = /byName\(\[([\w,\s]+)\]\)/.exec(registry) ?? [];
    const names = listed.split(/[,\s]+/).filter((name) => name !== '');
    expect(names.length).toBeGreaterThan(2);
    const lists = namingAll(names);
    expect(lists).toContain('src/strategy/registry.ts');
    expect(lists.filter((path) => !existing('A strategy').includes(path))).toEqual([]);
  });
});

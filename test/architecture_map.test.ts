import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const isFolder = (path: string) => existsSync(join(ROOT, path)) && statSync(join(ROOT, path)).isDirectory();
const names = (folder: string) => readdirSync(join(ROOT, folder));

/** The rules of `npm run check` on the direction of imports: one for each part, `arrow-from-PART`. */
const RULES = join(ROOT, '.dependency-cruiser.mjs');
const rulesShape = z.object({ default: z.object({ forbidden: z.array(z.object({ name: z.string() })) }) });

const MAP = 'docs/architecture.md';
const RECIPES = 'docs/contributing.md';
const map = read(MAP);

/** A section of the map, from its heading to the next of the same level. */
function section(heading: string): string {
  const [, text = ''] = map.split(`\n## ${heading}\n`);
  return text.split('\n## ')[0] ?? '';
}

/** Where links of a page of docs/ lead, from the root of the repository. */
function linksOf(page: string, text = read(page)): string[] {
  return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, to = '']) =>
    relative(ROOT, join(ROOT, dirname(page), to)),
  );
}

/** Paths in the first column of the tables of a text: the links there. */
function firstColumn(text: string): string[] {
  const cells = text.split('\n').flatMap((line) => /^\| ([^|]+) \|/.exec(line)?.[1] ?? []);
  return cells.flatMap((cell) => linksOf(MAP, cell));
}

describe('the folders of the map', () => {
  const parts = firstColumn(section('Folders'));

  it('are those of the repository', () => {
    // Made by npm and by runs; not part of the repository.
    const notOurs = ['node_modules', '.git', '.data', '.vscode', '.idea', 'coverage', 'dist'];
    const folders = [
      ...names('.').filter((name) => isFolder(name) && !notOurs.includes(name)),
      ...names('migrations/functions').map((name) => `migrations/functions/${name}`),
      'migrations/functions',
      ...names('src').map((name) => `src/${name}`),
      'graphile.config.ts',
    ].filter((path) => path !== 'src');
    expect(parts.sort()).toEqual(folders.sort());
  });

  it('are those that the import rules know', async () => {
    const { default: rules } = rulesShape.parse(await import(RULES));
    const ruled = rules.forbidden.flatMap(({ name }) => name.match(/^arrow-from-(.+)$/)?.[1] ?? []);
    const pathOf = (part: string) =>
      part === 'graphile-config'
        ? ['graphile.config.ts']
        : [part, `src/${part}`, `src/${part}.ts`].filter((path) => existsSync(join(ROOT, path)));
    const expected = parts.filter((path) => /^src\/|^tasks|^client|^web|^graphile/.test(path));
    expect(ruled.flatMap(pathOf).sort()).toEqual(expected.sort());
  });
});

describe('each invariant', () => {
  const rows = section('Invariants').match(/^\| .+ \|$/gm) ?? [];
  const claims = rows.flatMap((row) => {
    const [, claim = '', guard = ''] = row.split(' | ').length === 2 ? ['', ...row.split(' | ')] : [];
    return guard.includes('](') ? [{ claim: claim.replace(/^\| /, ''), guard }] : [];
  });

  it('is one line of a table, and there are some', () => {
    expect(claims.length).toBeGreaterThan(20);
    expect(rows.filter((row) => row.startsWith('| what') || row.startsWith('| ---')).length).toBe(
      rows.length - claims.length,
    );
  });

  it.each(claims)('is guarded by a test that exists: $claim', ({ guard }) => {
    const [file = ''] = linksOf(MAP, guard);
    const [, title = ''] = /"(.+)"/.exec(guard) ?? [];
    expect(title).not.toBe('');
    const quoted = [`'${title}'`, `"${title}"`, `\`${title}\``];
    const text = read(file);
    expect(
      quoted.some((each) => text.includes(each)),
      `${file} has a test of that name: ${title}`,
    ).toBe(true);
  });
});

describe('the decisions', () => {
  it('are all in the index, under their titles', () => {
    const listed = section('Decisions').match(/^\* \[.+$/gm) ?? [];
    const files = names('docs/decisions')
      .filter((name) => name.endsWith('.md'))
      .sort();
    const expected = files.map((name) => {
      const [title = ''] = read(`docs/decisions/${name}`).split('\n');
      return `* [${title.replace(/^# /, '')}](decisions/${name})`;
    });
    expect(listed).toEqual(expected);
  });
});

describe('the links of the pages', () => {
  const pages = [
    'README.md',
    ...names('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
    ...names('docs/decisions').map((name) => `docs/decisions/${name}`),
  ];

  it.each(pages)('lead to something: %s', (page) => {
    expect(linksOf(page).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe('docs/contributing.md', () => {
  it('says of each npm script what it does, and of no other', () => {
    const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
    const described = [...read(RECIPES).matchAll(/^\| `npm (?:run )?([\w-]+)[^|]*\|/gm)].map(
      ([, name]) => name,
    );
    expect(described.sort()).toEqual(scripts.sort());
  });

  it('names only files that exist, or says that they are new', () => {
    const named = [...read(RECIPES).matchAll(/`([\w.-]+(?:\/[\w.*-]+)+\/?)`( \(new\))?/g)];
    expect(named.length).toBeGreaterThan(30);
    const wrong = named.flatMap(([, path = '', isNew]) =>
      existsSync(join(ROOT, path)) === (isNew !== undefined) ? [path] : [],
    );
    expect(wrong).toEqual([]);
  });
});

describe('words that are not used', () => {
  const banned = [
    ...(section('Words').split('\n| not this | but this |\n')[1] ?? '').matchAll(/^\| (\w[\w ]*) \|/gm),
  ];

  /** Every text that we write but records and what is generated from libraries. */
  function texts(): string[] {
    const folders = ['src', 'tasks', 'migrations/functions', 'client', 'test', 'bench', 'tools', 'examples'];
    return [
      'README.md',
      ...names('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
      ...folders.flatMap((folder) =>
        readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
          .filter((name) => /\.(ts|mjs|sql)$/.test(name))
          .map((name) => `${folder}/${name}`),
      ),
    ].filter((path) => path !== MAP);
  }

  it('do not come back', () => {
    expect(banned.length).toBeGreaterThan(3);
    const found = texts().flatMap((path) => {
      const text = read(path);
      return banned.flatMap(([, word = '']) =>
        new RegExp(`\\b${word}\\b`, 'i').test(text) ? [`${path}: ${word}`] : [],
      );
    });
    expect(found).toEqual([]);
  });
});

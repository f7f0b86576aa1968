import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HTTP_STATUS } from '../src/api/refusal.ts';
import { draftErrorCodes } from '../src/draft/errors.ts';
import { transitions } from '../src/draft/events.ts';
import { errorCodes, serviceErrorCodes } from '../src/service_errors.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

describe('docs/error_codes.md', () => {
  const [, rules = '', service = ''] = read('docs/error_codes.md').split(/^## The codes of .*$/m);
  const listed = (part: string) =>
    [...part.matchAll(/^\| `([A-Z_]+)` \| (.+) \|$/gm)].map((row) => [row[1], row[2]]);

  it('lists exactly the codes of the rules (src/draft/errors.ts) and of the service (src/service_errors.ts), with their sentences', () => {
    expect(listed(rules)).toEqual(Object.entries(draftErrorCodes));
    expect(listed(service)).toEqual(Object.entries(serviceErrorCodes));
  });

  it('lists each code once', () => {
    const codes = [...Object.keys(draftErrorCodes), ...Object.keys(serviceErrorCodes)];
    expect(Object.keys(errorCodes)).toEqual(codes);
  });
});

describe('docs/api.md', () => {
  it('names every change that is done each time that it is asked for', () => {
    const [, said = ''] = read('docs/api.md').split('These do what they say each time:');
    const named = [...said.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    const mutations = [
      ...(/^type Mutation \{$(.*?)^\}$/ms.exec(read('schema.graphql'))?.[1] ?? '').matchAll(/^ {2}(\w+)\(/gm),
    ].map(([, name]) => name ?? '');
    const twice = [...read('docs/rights.md').matchAll(/^\| `(\w+)` .*\byes, twice\b/gm)].map(
      ([, name]) => name,
    );
    const making = mutations.filter((name) => /^(create|delete|invite|rotate|importPool)/.test(name));
    expect([twice.length, making.length].every((count) => count > 0)).toBe(true);
    expect(named).toEqual(expect.arrayContaining([...twice, ...making]));
  });
});

describe('the connections that docs/operations.md and docs/sizing.md tell', () => {
  const page = read('docs/operations.md');
  const most = (path: string, name: string) =>
    Number(new RegExp(`^const ${name} = (\\d+);$`, 'm').exec(read(path))?.[1]);
  const row = (name: string) => Number(new RegExp(`^\\| \`${name}\` \\| (\\d+) \\|`, 'm').exec(page)?.[1]);
  /** Of each kind of process one more that listens. */
  const clock = most('src/commands/clock.ts', 'CONNECTIONS') + 1;
  const relay = most('src/commands/relay.ts', 'DELIVERING') + most('src/commands/relay.ts', 'OTHERS') + 1;

  it('are those of the processes', () => {
    const server = row('server');
    expect([row('worker --only clock'), row('worker --only relay'), row('worker'), row('start')]).toEqual([
      ...[clock, relay, clock + relay, clock + relay + server + 1],
    ]);
    expect(page).toContain(`up to ${clock + relay} connections each, ${clock} with \`--only clock\``);
    expect(page).toContain(`up to ${relay} connections each, opened as they are needed`);
    expect(page).toContain(`${clock + relay} for each worker, ${server} for each server`);
    expect(read('docs/sizing.md')).toContain(
      `${clock + relay} for a worker (${clock} for its clock, ${relay} for its relay), ${server} for a server`,
    );
  });

  it('are kept for as long as they say', () => {
    const minutes = Number(
      /const IDLE_TIMEOUT_MS = ([\d_]+)/.exec(read('src/database/connect.ts'))?.[1]?.replaceAll('_', ''),
    );
    expect(page).toContain(`was not used for ${minutes / 60_000} minutes`);
  });
});

describe('the statuses of docs/error_codes.md', () => {
  it('are those of the server', () => {
    const shown = [...read('docs/error_codes.md').matchAll(/^\| (\d{3}) \| (.+?) \|/gm)].flatMap(
      ([, status, codes = '']) =>
        [...codes.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => [code ?? '', Number(status)] as const),
    );
    // Unexpected errors are in no list.
    expect(Object.fromEntries(shown)).toEqual({ ...HTTP_STATUS, INTERNAL: 500 });
  });
});

describe('the codes that SQL raises', () => {
  it('are all codes of the rules', () => {
    const folder = 'migrations/functions';
    const names = readdirSync(new URL(`../${folder}`, import.meta.url), {
      recursive: true,
      encoding: 'utf8',
    });
    const sql = names.filter((name) => name.endsWith('.sql')).map((name) => read(`${folder}/${name}`));
    const refused = sql.flatMap((text) =>
      [...text.matchAll(/refuse\(\s*'([A-Z_]+)'/g)].map((found) => found[1] ?? ''),
    );
    const judged = ['judge_manual', 'judge_pick', 'judge_player'].flatMap((name) =>
      [...read(`${folder}/picks/${name}.sql`).matchAll(/then '([A-Z_]+)'$/gm)].map((found) => found[1] ?? ''),
    );
    const ofOutcomes = new Set(['STALE', 'REPEATED']);
    const raised = [...refused, ...judged.filter((code) => !ofOutcomes.has(code))];
    expect(raised.length).toBeGreaterThan(30);
    expect(raised.filter((code) => !Object.hasOwn(draftErrorCodes, code))).toEqual([]);
  });
});

describe('docs/life_cycle.md', () => {
  it('draws exactly the transitions that a draft may make', () => {
    const drawn = [...read('docs/life_cycle.md').matchAll(/^\s+([A-Z_]+) --> ([A-Z_]+)/gm)].map(
      (m) => `${m[1]} → ${m[2]}`,
    );
    const listed = Object.entries(transitions).flatMap(([from, tos]) => tos.map((to) => `${from} → ${to}`));
    expect(drawn.sort()).toEqual(listed.sort());
  });
});

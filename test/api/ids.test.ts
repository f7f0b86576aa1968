import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renameDraft } from '../../src/database/life_cycle.ts';
import { ask, follow, tokenFor } from '../support/api.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { openStream } from '../support/http_events.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();
const SRC = join(import.meta.dirname, '..', '..', 'src');

const settings = {
  ...{ order: { kind: 'SNAKE' }, rounds: 1, secondsPerPick: 60 },
  rosterSlots: [{ name: 'BN', seats: 1 }],
};
const CREATE = `mutation ($league: UUID!, $pool: UUID!, $teams: [UUID!]!, $s: DraftSettingsInput!) {
  createDraft(leagueId: $league, poolId: $pool, teamIds: $teams, settings: $s) { draft { id } } }`;

/** What is asked for with an id that nothing has, the code that it answers, and its variables where they are more than the id. */
const ASKED: readonly [
  query: string,
  code: string,
  variables?: (draft: TestDraft, id: string) => Record<string, unknown>,
][] = [
  ['mutation ($id: UUID!) { pauseDraft(draftId: $id) { draft { id } } }', 'DRAFT_NOT_FOUND'],
  ['mutation ($id: UUID!) { renameTeam(teamId: $id, name: "A") { team { id } } }', 'TEAM_NOT_FOUND'],
  ['mutation ($id: UUID!) { deletePool(poolId: $id) { poolId } }', 'POOL_NOT_FOUND'],
  ['mutation ($id: UUID!) { deleteRanking(rankingId: $id) { rankingId } }', 'RANKING_NOT_FOUND'],
  [
    'mutation ($id: UUID!) { createLeague(name: "L", teams: [{ name: "A", managerId: $id }]) { league { id } } }',
    'USER_NOT_FOUND',
  ],
  [
    CREATE,
    'LEAGUE_NOT_FOUND',
    ({ poolId, teamIds }, id) => ({ league: id, pool: poolId, teams: teamIds, s: settings }),
  ],
  [
    CREATE,
    'POOL_NOT_FOUND',
    ({ leagueId, teamIds }, id) => ({ league: leagueId, pool: id, teams: teamIds, s: settings }),
  ],
  [
    CREATE,
    'TEAM_NOT_FOUND',
    ({ leagueId, poolId }, id) => ({ league: leagueId, pool: poolId, teams: [id], s: settings }),
  ],
  ['query ($id: UUID!) { draftAt(draftId: $id, version: 1) { version } }', 'DRAFT_NOT_FOUND'],
  ['query ($id: UUID!) { rollBackPreview(draftId: $id) { version } }', 'DRAFT_NOT_FOUND'],
  ['query ($id: UUID!) { suggestPicks(draftId: $id, teamId: $id) { reason } }', 'DRAFT_NOT_FOUND'],
];

describe('an id of whatever version that the database takes, and nothing has', () => {
  it.each(['00000000-0000-0000-0000-000000000009', '3f0c2a52-8f5e-0a0e-9d67-0c1f6f1b2d11'])(
    'is not found: %s',
    async (id) => {
      const draft = await newDraft(database.pool, { teams: 2, rounds: 1 });
      const { commissioner } = draft;
      const token = await tokenFor(commissioner.kind === 'CLOCK' ? '' : (commissioner.userId ?? ''));
      for (const [query, code, variables] of ASKED) {
        const { errors } = await ask(api.url, query, variables?.(draft, id) ?? { id }, token);
        expect(
          errors.map(({ extensions }) => extensions?.['code']),
          query,
        ).toEqual([code]);
      }
      const stream = await fetch(`${api.url}/drafts/${id}/events`);
      expect([stream.status, await stream.text()]).toEqual([404, expect.stringContaining('DRAFT_NOT_FOUND')]);
      const stranger = await ask(api.url, '{ me { id } }', {}, await tokenFor(id));
      expect(stranger.errors.map(({ extensions }) => extensions?.['code'])).not.toContain('TOKEN_INVALID');
    },
  );

  it('is one for every shape: none asks for a version (zod calls what the database takes guid)', () => {
    const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((name) => /\.uuid(v\d)?\(/.test(readFileSync(join(SRC, name), 'utf8')))).toEqual([]);
  });
});

describe('an id in capitals, as some languages write it, or without hyphens', () => {
  it('follows the draft, over a WebSocket and over HTTP', async () => {
    const { draftId, commissioner } = await newDraft(database.pool, { teams: 2, rounds: 1 });
    const capitals = draftId.toUpperCase();
    const followers = [capitals, draftId.replaceAll('-', '')].map((id) => follow(api.url, id, 2));
    const stream = await openStream(`${api.url}/drafts/${capitals}/events?after=2`);
    await renameDraft(database.pool, draftId, 'Main', commissioner);
    for (const follower of followers) {
      expect((await follower.untilCount(1)).map(({ version }) => version)).toEqual([3]);
      follower.stop();
    }
    expect((await stream.untilCount(1)).map(({ data }) => data.draftId)).toEqual([draftId]);
    stream.stop();
  });

  it('is taken by a change, and is the same to a team that is listed twice', async () => {
    const { draftId, teamIds, commissioner } = await newDraft(database.pool, {
      teams: 2,
      rounds: 1,
      open: false,
    });
    const [one = '', two = ''] = teamIds;
    const token = await tokenFor(commissioner.kind === 'CLOCK' ? '' : (commissioner.userId ?? ''));
    const reorder = async (teams: string[]) => {
      const query = `mutation ($d: UUID!, $t: [UUID!]!) {
        reorderSlots(draftId: $d, teamIds: $t) { draft { slots { nodes { team { id } } } } } }`;
      const { data, errors } = await ask(api.url, query, { d: draftId.replaceAll('-', ''), t: teams }, token);
      return errors[0]?.extensions?.['code'] ?? JSON.stringify(data);
    };
    const seated = await reorder([two.toUpperCase(), one.replaceAll('-', '')]);
    expect(seated.indexOf(two)).toBeLessThan(seated.indexOf(one));
    expect(await reorder([one, one.toUpperCase()])).toBe('TEAM_LISTED_TWICE');
  });

  it('is read by the shape that writes it one way, wherever GraphQL does not read it', () => {
    const files = ['api', 'listeners'].flatMap((part) =>
      readdirSync(join(SRC, part), { recursive: true, encoding: 'utf8' }).map((name) => join(part, name)),
    );
    const read = files.filter((name) => name.endsWith('.ts') && !name.startsWith(join('api', 'schema')));
    expect(read.filter((name) => /z\s*\.guid\(/.test(readFileSync(join(SRC, name), 'utf8')))).toEqual([]);
  });
});

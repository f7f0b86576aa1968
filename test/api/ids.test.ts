import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask, tokenFor } from '../support/api.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
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

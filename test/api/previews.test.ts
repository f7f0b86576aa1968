import { beforeAll, describe, expect, it } from 'vitest';
import { createUser } from '../../src/database/leagues.ts';
import { createPlayerPool } from '../../src/database/players.ts';
import { readBundledPool } from '../../src/players/bundled_pool.ts';
import { ask, codeOf, fieldOf, tokenFor } from '../support/api.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();

const CREATE = `mutation ($seat: Int, $bots: Int, $speed: Float, $seed: Int) {
  createPreview(seat: $seat, bots: $bots, speed: $speed, seed: $seed) {
    link
    draft { id state isPreview preview { seed speed seat expiresAt } league { id name } slots { nodes { teamId autopilot team { name } } } }
  }
}`;
interface Created {
  link: string;
  draft: {
    id: string;
    league: { id: string };
    preview: { seed: number };
    slots: { nodes: { teamId: string; team: { name: string } }[] };
  };
}

let real: TestDraft;
let token: string;
let operator: string;
let preview: Created;
beforeAll(async () => {
  // The league and draft of the same person, which lists go on showing.
  real = await newDraft(database.pool);
  await createPlayerPool(database.pool, 'Bundled', readBundledPool());
  token = await tokenFor(real.commissioner.kind === 'USER' ? (real.commissioner.userId ?? '') : '');
  operator = await tokenFor(await createUser(database.pool, 'Operator'), { isOperator: true });
  const answer = await ask(api.url, CREATE, { seat: 3, bots: 5, speed: 4, seed: 2025 }, token);
  expect(answer.errors).toEqual([]);
  preview = fieldOf(answer.data, 'createPreview');
});

describe('createPreview', () => {
  it('starts a draft from no league, against bots, and says its seed and its link', () => {
    const { draft, link } = preview;
    expect(link).toBe(`/d/${draft.id}`);
    expect(draft).toMatchObject({
      ...{ state: 'IN_PROGRESS', isPreview: true, league: { name: 'Preview' } },
      preview: { seed: 2025, speed: 4, seat: 3, expiresAt: expect.any(String) },
    });
    expect(draft.slots.nodes.map(({ team }) => team.name)).toEqual([
      ...['Gridiron Gurus', 'Hail Marys', 'My team', 'Sunday Scaries', 'Bye Week Blues', 'Endzone Engineers'],
    ]);
  });

  it('draws a seed where none is given', async () => {
    const { data } = await ask(api.url, CREATE, {}, token);
    expect(fieldOf<Created>(data, 'createPreview').draft.preview.seed).toBeGreaterThanOrEqual(0);
  });

  it('drafts from the newest pool that has enough players, whatever small one came after it', async () => {
    const few = readBundledPool().slice(0, 12);
    await createPlayerPool(database.pool, 'Few', few);
    const POOL =
      'mutation ($bots: Int, $settings: DraftSettingsInput) { createPreview(bots: $bots, settings: $settings) { draft { pool { name } } } }';
    const settings = {
      ...{ order: { kind: 'SNAKE' }, rounds: 1, secondsPerPick: 60, rosterSlots: [{ name: 'BN', seats: 1 }] },
    };
    const usual = await ask(api.url, POOL, {}, token);
    expect(usual.data).toEqual({ createPreview: { draft: { pool: { name: 'Bundled' } } } });
    const small = await ask(api.url, POOL, { bots: 2, settings }, token);
    expect(small.data).toEqual({ createPreview: { draft: { pool: { name: 'Few' } } } });
  });

  it('passes over a newer pool of another sport, and says how large the largest is where none has enough', async () => {
    const positions = ['PG', 'SG', 'SF', 'PF', 'C'];
    const hoops = Array.from({ length: 300 }, (_, index) => ({
      ...{ name: `Hooper ${index}`, positions: [positions[index % 5] ?? 'C'], rank: index + 1 },
      ...{ proTeam: null, byeWeek: null, adp: null },
    }));
    await createPlayerPool(database.pool, 'Hoops', hoops);
    const POOL = 'mutation ($bots: Int) { createPreview(bots: $bots) { draft { pool { name } } } }';
    const usual = await ask(api.url, POOL, {}, token);
    expect(usual).toMatchObject({
      data: { createPreview: { draft: { pool: { name: 'Bundled' } } } },
      errors: [],
    });
    await createPlayerPool(database.pool, 'Few', readBundledPool().slice(0, 12));
    const many = await ask(api.url, POOL, { bots: 40 }, token);
    expect(many.errors[0]).toMatchObject({
      extensions: { code: 'POOL_TOO_SMALL', numbers: { picks: 600, players: readBundledPool().length } },
    });
  });

  it('is for whoever is signed in, and refuses what no preview can have', async () => {
    expect(codeOf(await ask(api.url, CREATE, {}))).toBe('NOT_SIGNED_IN');
    for (const wrong of [{ speed: 0.5 }, { speed: 101 }, { seed: -1 }, { bots: 0 }, { bots: 65 }])
      expect(codeOf(await ask(api.url, CREATE, wrong, token)), JSON.stringify(wrong)).toBe('INPUT_INVALID');
    expect(codeOf(await ask(api.url, CREATE, { seat: 13 }, token))).toBe('SEAT_INVALID');
    expect(codeOf(await ask(api.url, CREATE, { bots: 40 }, token))).toBe('POOL_TOO_SMALL');
  });

  it.each([
    [{ strategy: '' }, 'STRATEGY_UNKNOWN'],
    [{ strategy: 'nope' }, 'STRATEGY_UNKNOWN'],
    [{ strategy: 'standard', strategyOptions: { bogus: 1 } }, 'STRATEGY_OPTIONS_INVALID'],
    [{ strategyOptions: { bogus: 1 } }, 'STRATEGY_OPTIONS_INVALID'],
  ])('refuses a strategy that no draft can have: %o', async (strategy, code) => {
    const WITH = 'mutation ($s: DraftSettingsInput) { createPreview(bots: 2, settings: $s) { link } }';
    const settings = {
      ...{ order: { kind: 'SNAKE' }, rounds: 1, secondsPerPick: 60, rosterSlots: [{ name: 'BN', seats: 1 }] },
    };
    expect(codeOf(await ask(api.url, WITH, { s: { ...settings, ...strategy } }, token))).toBe(code);
  });
});

describe('a preview', () => {
  const LISTS = `{
    drafts(first: 9) { nodes { id } } leagues(first: 9) { nodes { id } }
    playerPools(first: 9) { nodes { drafts(first: 9) { nodes { id } } } }
    me { drafts(first: 9) { id } leagues(first: 9) { id } teams(first: 9) { id } user {
      leaguesRun(first: 9) { nodes { id } } teamsManaged(first: 9) { nodes { id } }
    } }
  }`;

  it('is in no list: not of its person, not of everybody, not of an operator', async () => {
    for (const who of [token, operator]) {
      const { data, errors } = await ask(api.url, LISTS, {}, who);
      expect(errors).toEqual([]);
      const listed = JSON.stringify(data);
      expect(listed).toContain(real.draftId);
      const own = preview.draft.slots.nodes[2]?.teamId ?? '';
      for (const hidden of [preview.draft.id, preview.draft.league.id, own])
        expect(listed).not.toContain(hidden);
    }
  });

  it('is seen by whoever has its link, with its league, teams, bots and seed, and not among the drafts of its league', async () => {
    const SEEN = `query ($id: UUID!) { draft(id: $id) {
      preview { seed } league { drafts { nodes { id } } } slots { nodes { autopilot team { name } } } onTheClock { pick { pickNumber } }
    } }`;
    const { data, errors } = await ask(api.url, SEEN, { id: preview.draft.id });
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ draft: { preview: { seed: 2025 }, league: { drafts: { nodes: [] } } } });
  });

  it('is run by its person, as a commissioner runs a draft, and by nobody else', async () => {
    const PAUSE = 'mutation ($id: UUID!) { pauseDraft(draftId: $id) { draft { state } } }';
    const stranger = await tokenFor(await createUser(database.pool, 'Stranger'));
    expect(codeOf(await ask(api.url, PAUSE, { id: preview.draft.id }, stranger))).toBe('NOT_COMMISSIONER');
    const { data } = await ask(api.url, PAUSE, { id: preview.draft.id }, token);
    expect(data).toEqual({ pauseDraft: { draft: { state: 'PAUSED' } } });
    const RESUME = 'mutation ($id: UUID!) { resumeDraft(draftId: $id) { draft { state } } }';
    expect((await ask(api.url, RESUME, { id: preview.draft.id }, token)).errors).toEqual([]);
  });

  it('has a league that is good for nothing else: no drafts, managers, endpoints or sources', async () => {
    const { league, slots } = preview.draft;
    const teamId = slots.nodes[0]?.teamId;
    const given = { l: league.id, t: teamId, p: real.poolId };
    const tries = {
      'mutation ($l: UUID!, $t: UUID!, $p: UUID!) { createDraft(leagueId: $l, poolId: $p, teamIds: [$t], settings: { order: { kind: SNAKE }, rounds: 1, secondsPerPick: 60, rosterSlots: [{ name: "BN", seats: 1 }] }) { draft { id } } }':
        'LEAGUE_NOT_FOUND',
      'mutation ($t: UUID!) { setTeamManager(teamId: $t, managerId: null) { team { id } } }':
        'TEAM_NOT_FOUND',
      'mutation ($t: UUID!) { inviteManager(teamId: $t) { link } }': 'TEAM_NOT_FOUND',
      'mutation ($l: UUID!) { createEndpoint(leagueId: $l, kind: WEBHOOK, address: "https://example.org/") { secret } }':
        'LEAGUE_NOT_FOUND',
      'mutation ($l: UUID!) { createSource(leagueId: $l, name: "x", kinds: ["draft.pause_requested"]) { secret } }':
        'LEAGUE_NOT_FOUND',
    };
    for (const [mutation, code] of Object.entries(tries)) {
      for (const who of [token, operator])
        expect(codeOf(await ask(api.url, mutation, given, who)), mutation).toBe(code);
    }
  });
});

describe('somebody who makes previews again and again', () => {
  const { api: limited, database: there } = testService({ DRAFTS_PER_HOUR: '2' });

  it('is told to wait, as for drafts', async () => {
    await createPlayerPool(there.pool, 'Bundled', readBundledPool());
    const who = await tokenFor(await createUser(there.pool, 'Ann'));
    const codes = [];
    for (let i = 0; i < 3; i += 1)
      codes.push((await ask(limited.url, CREATE, { bots: 2 }, who)).errors[0]?.extensions?.code);
    expect(codes).toEqual([undefined, undefined, 'TOO_MANY_REQUESTS']);
  });
});

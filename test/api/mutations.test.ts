import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { mintToken } from '../../src/api/identity/own_tokens.ts';
import { type MutationName, mutations } from '../../src/api/schema/mutations/registry.ts';
import { createUser } from '../../src/database/leagues.ts';
import { documentOf, MUTATION_EXAMPLES } from '../security/mutation_examples.ts';
import { type Answer, ask, codeOf, SECRET, startApi, tokenFor } from '../support/api.ts';
import { newDraft, newPool } from '../support/drafts.ts';
import { startProgram } from '../support/processes.ts';
import { testService } from '../support/service.ts';
import { untilWaiting } from '../support/until.ts';

const { database, api } = testService({ EXPLORER: 'on' });
let poolId: string;
beforeAll(async () => {
  poolId = await newPool(database.pool, 200);
});

const NOWHERE = '00000000-0000-4000-8000-000000000000';
const MAKE_PICK = `mutation ($d: UUID!, $n: Int!, $p: ID!) {
  makePick(draftId: $d, pickNumber: $n, playerId: $p) { repeated pick { pickNumber } draft { currentPick } }
}`;

function request(query: string, variables: Record<string, unknown> = {}, token?: string): Promise<Answer> {
  return ask(api.url, query, variables, token);
}

/** The field of an answer that must have succeeded. */
function dataOf<T>(answer: Answer, field: string): T {
  expect(answer.errors).toEqual([]);
  return answer.data?.[field] as T;
}

async function person(name: string) {
  const id = await createUser(database.pool, name);
  return { id, token: await tokenFor(id) };
}

/** A league through the API, with its commissioner and the manager of its first team. */
async function league() {
  const [commissioner, manager] = [await person('Com'), await person('Man')];
  const created = dataOf<{ league: { id: string; teams: { nodes: { id: string; name: string }[] } } }>(
    await request(
      `mutation ($m: UUID) { createLeague(name: "Friends", teams: [{ name: "A", managerId: $m }, { name: "B" }]) {
         league { id name commissioner { id } teams(orderBy: NAME_ASC) { nodes { id name } } } } }`,
      { m: manager.id },
      commissioner.token,
    ),
    'createLeague',
  ).league;
  const teamIds = created.teams.nodes.map((team) => team.id);
  return { commissioner, manager, leagueId: created.id, teamIds };
}

const CREATE_DRAFT = `mutation ($l: UUID!, $p: UUID!, $t: [UUID!]!, $s: DraftSettingsInput!) {
  createDraft(leagueId: $l, poolId: $p, teamIds: $t, settings: $s) {
    draft { id state visibility settings { rounds } slots { nodes { slot team { name } } } }
  }
}`;
const SETTINGS = {
  order: { kind: 'SNAKE' },
  rounds: 3,
  secondsPerPick: 60,
  rosterSlots: [{ name: 'BN', seats: 3 }],
  visibility: 'PUBLIC',
};

/** A draft through the API that is in progress. */
async function draft() {
  const made = await league();
  const variables = { l: made.leagueId, p: poolId, t: made.teamIds, s: SETTINGS };
  const created = dataOf<{ draft: { id: string } }>(
    await request(CREATE_DRAFT, variables, made.commissioner.token),
    'createDraft',
  );
  const draftId = created.draft.id;
  await request(
    'mutation ($d: UUID!) { startDraft(draftId: $d) { draft { state } } }',
    { d: draftId },
    made.commissioner.token,
  );
  const { rows } = await database.pool.query<{ id: number }>(
    'select id from app_public.players where pool_id = $1 order by rank limit 20',
    [poolId],
  );
  return { ...made, draftId, players: rows.map((row) => row.id) };
}

describe('the way through a draft', () => {
  it('goes on after a double click: start, pause, resume and cancel are done once and answered twice', async () => {
    const { commissioner, leagueId, teamIds } = await league();
    const variables = { l: leagueId, p: poolId, t: teamIds, s: SETTINGS };
    const created = await request(CREATE_DRAFT, variables, commissioner.token);
    const { id: d } = dataOf<{ draft: { id: string } }>(created, 'createDraft').draft;
    for (const name of ['startDraft', 'pauseDraft', 'resumeDraft', 'cancelDraft']) {
      const click = () =>
        request(
          `mutation ($d: UUID!) { ${name}(draftId: $d) { draft { state version } } }`,
          { d },
          commissioner.token,
        );
      const [one, two] = await Promise.all([click(), click()]);
      expect(dataOf(one, name)).toEqual(dataOf(two, name));
    }
    const { rows } = await database.pool.query(
      'select e.kind from app_public.draft_events e where draft_id = $1 order by version',
      [d],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['CREATED', 'OPENED', 'PAUSED', 'RESUMED', 'CANCELLED']);
  });

  it('refuses a queue that is too long with its own code, however long it is', async () => {
    const { draftId, teamIds, manager } = await draft();
    const query =
      'mutation ($d: UUID!, $t: UUID!, $p: [ID!]!) { setQueue(draftId: $d, teamId: $t, playerIds: $p) { playerIds } }';
    for (const length of [501, 1_001, 10_000]) {
      const playerIds = Array.from({ length }, (_, index) => index + 1);
      const answer = await request(query, { d: draftId, t: teamIds[0], p: playerIds }, manager.token);
      expect(answer.errors[0]?.extensions).toMatchObject({
        code: 'QUEUE_TOO_LONG',
        numbers: { players: length },
      });
    }
  });

  it('creates a league, starts a draft, picks, pauses, resumes, queues, switches autopilot, and ends', async () => {
    const made = await draft();
    const { draftId, commissioner, manager, players } = made;
    const [teamA, teamB] = made.teamIds;
    const pick = await request(MAKE_PICK, { d: draftId, n: 1, p: players[0] }, manager.token);
    expect(dataOf(pick, 'makePick')).toEqual({
      repeated: false,
      pick: { pickNumber: 1 },
      draft: { currentPick: 2 },
    });
    const again = await request(MAKE_PICK, { d: draftId, n: 1, p: players[0] }, manager.token);
    expect(dataOf(again, 'makePick')).toMatchObject({ repeated: true });
    const change = async (name: string) =>
      dataOf<{ draft: { state: string } }>(
        await request(
          `mutation ($d: UUID!) { ${name}(draftId: $d) { draft { state } } }`,
          { d: draftId },
          commissioner.token,
        ),
        name,
      ).draft.state;
    expect(await change('pauseDraft')).toBe('PAUSED');
    expect(await change('resumeDraft')).toBe('IN_PROGRESS');
    const queued = await request(
      'mutation ($d: UUID!, $t: UUID!, $p: [ID!]!) { setQueue(draftId: $d, teamId: $t, playerIds: $p) { playerIds } }',
      { d: draftId, t: teamA, p: [players[4], players[3]] },
      manager.token,
    );
    expect(dataOf(queued, 'setQueue')).toEqual({ playerIds: [String(players[4]), String(players[3])] });
    const autopilot = await request(
      `mutation ($d: UUID!, $t: UUID!) { setAutopilot(draftId: $d, teamId: $t, autopilot: true) {
         draft { slots { nodes { autopilot } } } } }`,
      { d: draftId, t: teamB },
      commissioner.token,
    );
    expect(dataOf(autopilot, 'setAutopilot')).toEqual({
      draft: { slots: { nodes: [{ autopilot: false }, { autopilot: true }] } },
    });
    const moved = await request(
      'mutation ($t: UUID!, $m: UUID) { setTeamManager(teamId: $t, managerId: $m) { team { manager { id } } } }',
      { t: teamB, m: manager.id },
      commissioner.token,
    );
    expect(dataOf(moved, 'setTeamManager')).toEqual({ team: { manager: { id: manager.id } } });
    expect(await change('cancelDraft')).toBe('CANCELLED');
  });

  it('reads the board, the players left by position and name, and the history', async () => {
    const { draftId, commissioner, players } = await draft();
    await request(MAKE_PICK, { d: draftId, n: 1, p: players[0] }, commissioner.token);
    const answer = await request(
      `query ($d: UUID!) { draft(id: $d) {
         currentPick picks(first: 2) { totalCount nodes { pickNumber player { name } team { name } } }
         rbs: players(position: "RB", available: true, first: 1) { nodes { name rank } }
         taken: players(available: false) { nodes { name } }
         found: players(search: "PLAYER 17", first: 5) { nodes { name } }
         events(after: 1) { version kind } } }`,
      { d: draftId },
    );
    expect(dataOf(answer, 'draft')).toEqual({
      currentPick: 2,
      picks: {
        totalCount: 6,
        nodes: [
          { pickNumber: 1, player: { name: 'Player 1' }, team: { name: 'A' } },
          { pickNumber: 2, player: null, team: { name: 'B' } },
        ],
      },
      rbs: { nodes: [{ name: 'Player 3', rank: 3 }] },
      taken: { nodes: [{ name: 'Player 1' }] },
      found: { nodes: [{ name: 'Player 17' }, ...[0, 1, 2, 3].map((i) => ({ name: `Player 17${i}` }))] },
      events: [
        { version: 2, kind: 'OPENED' },
        { version: 3, kind: 'PICKED' },
      ],
    });
  });
});

/** Every mutation of the table, with arguments that a person with the right to it could send. */
async function everyMutation(): Promise<[string, string, Record<string, unknown>][]> {
  const example = await newDraft(database.pool, { teams: 2, rounds: 3, poolId });
  // A league may be deleted that never drafted: its example would remove the draft that the others are about.
  const unopened = await newDraft(database.pool, { teams: 2, rounds: 3, poolId, open: false });
  const asked: [string, string, Record<string, unknown>][] = [];
  for (const mutation of mutations) {
    const { args, prepare } = MUTATION_EXAMPLES[mutation.name];
    if (mutation.name === 'deleteLeague') {
      asked.push([mutation.name, documentOf(mutation), args(unopened, 1)]);
      continue;
    }
    const prepared = await prepare?.(example, database.pool);
    asked.push([mutation.name, documentOf(mutation), { ...args(example, 2), ...prepared }]);
  }
  // Everybody may see its drafts: a refusal is about rights and not about what cannot be seen.
  await database.pool.query(`update app_public.drafts set visibility = 'PUBLIC' where league_id = $1`, [
    example.leagueId,
  ]);
  return asked;
}

describe('every mutation', () => {
  it('is refused without a token, and with a forged, an expired or an odd one', async () => {
    const id = await createUser(database.pool, 'Somebody');
    const key = (secret: string) => new TextEncoder().encode(secret);
    const claims = (secret: string, algorithm: string) =>
      new SignJWT({})
        .setProtectedHeader({ alg: algorithm })
        .setSubject(id)
        .setExpirationTime('1h')
        .sign(key(secret));
    const unsigned =
      `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ sub: id, exp: 9_999_999_999 }))}.`.replaceAll(
        '=',
        '',
      );
    const bad = [
      await claims('another secret, long enough to be used here', 'HS256'),
      await mintToken(SECRET, { userId: id, isOperator: false }, -10),
      await claims(SECRET, 'HS512'),
      await new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setSubject(id).sign(key(SECRET)),
      await new SignJWT({})
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject('not an id')
        .setExpirationTime('1h')
        .sign(key(SECRET)),
      unsigned,
      'nonsense',
    ];
    for (const [name, query, variables] of await everyMutation()) {
      expect(codeOf(await request(query, variables)), name).toBe('NOT_SIGNED_IN');
      for (const token of bad) {
        const answer = await request(query, variables, token);
        expect([answer.status, codeOf(answer)], `${name} ${token}`).toEqual([401, 'TOKEN_INVALID']);
      }
    }
  });

  it('is refused to a stranger with a valid token; what is one’s own, and watching, is open to everybody', async () => {
    const stranger = await person('Stranger');
    // Of endpoints, sources, rankings and pools of others strangers learn nothing, not even that there are some.
    const refused = new Set([
      ...['NOT_COMMISSIONER', 'NOT_YOUR_TEAM', 'NOT_OPERATOR', 'INVITATION_INVALID'],
      ...['ENDPOINT_NOT_FOUND', 'SOURCE_NOT_FOUND', 'RANKING_NOT_FOUND', 'POOL_NOT_FOUND'],
      // A pool for everybody is nobody's own.
      'NOT_YOUR_POOL',
    ]);
    for (const [name, query, variables] of await everyMutation()) {
      const answer = await request(query, variables, stranger.token);
      const { allowed } = MUTATION_EXAMPLES[name as MutationName];
      if (allowed === 'SIGNED_IN' || allowed === 'WATCHER') expect(answer.errors, name).toEqual([]);
      else expect(refused, name).toContain(codeOf(answer));
    }
  });

  it("is refused with other people's ids and with ids that do not exist, in every argument", async () => {
    const mine = await draft();
    const other = await draft();
    const { token } = mine.commissioner;
    const cases: [string, Record<string, unknown>, string][] = [
      [CREATE_DRAFT, { l: other.leagueId, p: poolId, t: mine.teamIds, s: SETTINGS }, 'NOT_COMMISSIONER'],
      [CREATE_DRAFT, { l: NOWHERE, p: poolId, t: mine.teamIds, s: SETTINGS }, 'LEAGUE_NOT_FOUND'],
      [CREATE_DRAFT, { l: mine.leagueId, p: NOWHERE, t: mine.teamIds, s: SETTINGS }, 'POOL_NOT_FOUND'],
      [CREATE_DRAFT, { l: mine.leagueId, p: poolId, t: other.teamIds, s: SETTINGS }, 'TEAM_NOT_FOUND'],
      [MAKE_PICK, { d: other.draftId, n: 1, p: mine.players[0] }, 'NOT_YOUR_TEAM'],
      [MAKE_PICK, { d: NOWHERE, n: 1, p: mine.players[0] }, 'DRAFT_NOT_FOUND'],
      [MAKE_PICK, { d: mine.draftId, n: 1, p: 2_000_000_000 }, 'PLAYER_NOT_IN_POOL'],
      [
        'mutation ($t: UUID!) { setTeamManager(teamId: $t) { team { id } } }',
        { t: other.teamIds[0] },
        'NOT_COMMISSIONER',
      ],
      [
        'mutation ($t: UUID!) { setTeamManager(teamId: $t) { team { id } } }',
        { t: NOWHERE },
        'TEAM_NOT_FOUND',
      ],
      [
        'mutation ($t: UUID!, $m: UUID) { setTeamManager(teamId: $t, managerId: $m) { team { id } } }',
        { t: mine.teamIds[0], m: NOWHERE },
        'USER_NOT_FOUND',
      ],
      [
        'mutation ($d: UUID!, $t: UUID!) { setQueue(draftId: $d, teamId: $t, playerIds: []) { playerIds } }',
        { d: mine.draftId, t: other.teamIds[0] },
        'TEAM_NOT_FOUND',
      ],
      [
        'mutation ($d: UUID!, $t: UUID!) { setAutopilot(draftId: $d, teamId: $t, autopilot: true) { draft { id } } }',
        { d: other.draftId, t: mine.teamIds[0] },
        'TEAM_NOT_FOUND',
      ],
      [
        'mutation ($d: UUID!, $t: UUID!) { setAutopilot(draftId: $d, teamId: $t, autopilot: true) { draft { id } } }',
        { d: other.draftId, t: other.teamIds[0] },
        'NOT_YOUR_TEAM',
      ],
      [
        'mutation ($d: UUID!, $t: UUID!) { setAutopilot(draftId: $d, teamId: $t, autopilot: true) { draft { id } } }',
        { d: NOWHERE, t: mine.teamIds[0] },
        'DRAFT_NOT_FOUND',
      ],
    ];
    for (const [query, variables, code] of cases)
      expect(codeOf(await request(query, variables, token)), query).toBe(code);
  });
});

describe('bad requests', () => {
  async function raw(body: string, type = 'application/json'): Promise<Response> {
    return fetch(`${api.url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body });
  }

  it('that are malformed, oversized or unknown get a clear refusal, and the server goes on', async () => {
    expect((await raw('{')).status).toBe(400);
    expect((await raw('[]')).status).toBe(400);
    expect((await raw('{"query": 1}')).status).toBe(400);
    expect((await raw('query=1', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await raw(JSON.stringify({ query: `{ a${' '.repeat(1_000_000)} }` }))).status).toBe(413);
    expect((await raw(JSON.stringify({ query: `{ a${' '.repeat(300_000)} }` }))).status).toBe(400);
    const unknown = await request('{ secrets { id } }');
    expect(unknown.errors[0]?.message).toContain('Cannot query field "secrets"');
    expect((await fetch(`${api.url}/nowhere`)).status).toBe(404);
    expect((await request('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });

  it('with values outside their range name the argument and the problem', async () => {
    const { commissioner, leagueId, teamIds, draftId } = await draft();
    const create = (change: Record<string, unknown>) =>
      request(
        CREATE_DRAFT,
        { l: leagueId, p: poolId, t: teamIds, s: { ...SETTINGS, ...change } },
        commissioner.token,
      );
    expect(codeOf(await create({ secondsPerPick: 0 }))).toBe('CLOCK_OUT_OF_RANGE');
    expect(codeOf(await create({ rounds: 0 }))).toBe('ROUNDS_OUT_OF_RANGE');
    expect(codeOf(await create({ order: { kind: 'CUSTOM', rounds: [[1]] } }))).toBe('ORDER_INVALID');
    expect(codeOf(await create({ order: { kind: 'REVERSAL' } }))).toBe('ORDER_INVALID');
    expect(codeOf(await create({ rosterSlots: [{ name: 'XX', seats: 3 }] }))).toBe('ROSTER_INVALID');
    expect(codeOf(await create({ startsAt: '2001-01-01T00:00:00Z' }))).toBe('START_INVALID');
    expect((await create({ pauseAt: ['2001-01-01T00:00:00Z'] })).errors).toMatchObject([
      {
        message: expect.stringContaining('leave out those that are over'),
        extensions: { code: 'PAUSE_INVALID' },
      },
    ]);
    expect(codeOf(await create({ startsAt: 'tomorrow' }))).toBe('INPUT_INVALID');
    expect(codeOf(await create({ secondsPerPickByRound: [{ round: 0, seconds: 9 }] }))).toBe(
      'ROUND_CLOCK_INVALID',
    );
    expect(codeOf(await create({ secondsPerPickByRound: [{ round: 1, seconds: 0 }] }))).toBe(
      'CLOCK_OUT_OF_RANGE',
    );
    expect(codeOf(await create({ order: { kind: 'CUSTOM', rounds: [Array(65).fill(1)] } }))).toBe(
      'ORDER_INVALID',
    );
    const tooMany = { l: leagueId, p: poolId, t: Array(1_001).fill(teamIds[0]), s: SETTINGS };
    expect(codeOf(await request(CREATE_DRAFT, tooMany, commissioner.token))).toBe('TEAMS_OUT_OF_RANGE');
    const events = await request('query ($d: UUID!) { draft(id: $d) { events(first: 501) { version } } }', {
      d: draftId,
    });
    expect(codeOf(events)).toBe('INPUT_INVALID');
  });

  it('that fail unexpectedly are answered with an id that the log has as well', async () => {
    const { commissioner } = await league();
    await database.pool.query('alter table app_public.leagues rename to leagues_gone');
    const answer = await request(
      'mutation { createLeague(name: "L", teams: [{name: "T"}]) { league { id } } }',
      {},
      commissioner.token,
    );
    await database.pool.query('alter table app_public.leagues_gone rename to leagues');
    const { code, errorId = 'none' } = answer.errors[0]?.extensions ?? {};
    expect(code).toBe('INTERNAL');
    expect(answer.errors[0]?.message).not.toContain('leagues');
    expect(answer.errors[0]?.message).toContain('this may have been done or not');
    // The answer and the log go different ways: the log may come later.
    await api.program.untilSaid(new RegExp(errorId));
  });
});

describe('what a viewer sees', () => {
  it('is what they may see: private drafts for members, queues for their manager alone', async () => {
    const { draftId, leagueId, commissioner, manager, teamIds, players } = await draft();
    await database.pool.query(`update app_public.drafts set visibility = 'PRIVATE' where id = $1`, [draftId]);
    await request(
      'mutation ($d: UUID!, $t: UUID!, $p: [ID!]!) { setQueue(draftId: $d, teamId: $t, playerIds: $p) { playerIds } }',
      { d: draftId, t: teamIds[0], p: [players[9]] },
      manager.token,
    );
    const query = `query ($d: UUID!, $l: UUID!) {
      draft(id: $d) { id picks { totalCount } queueEntries { totalCount } events { version } } league(id: $l) { name } }`;
    const seenBy = async (token?: string) => (await request(query, { d: draftId, l: leagueId }, token)).data;
    const stranger = await person('Stranger');
    expect(await seenBy()).toEqual({ draft: null, league: null });
    expect(await seenBy(stranger.token)).toEqual({ draft: null, league: null });
    expect(await seenBy(manager.token)).toMatchObject({
      draft: { queueEntries: { totalCount: 1 }, picks: { totalCount: 6 } },
    });
    expect(await seenBy(commissioner.token)).toMatchObject({
      draft: { queueEntries: { totalCount: 0 } },
      league: { name: 'Friends' },
    });
    const operator = await tokenFor(stranger.id, { isOperator: true });
    expect(await seenBy(operator)).toMatchObject({ draft: { queueEntries: { totalCount: 0 } } });
  });

  it('never includes a table or function that changes something: anonymous calls of all of them are refused', async () => {
    const client = await database.pool.connect();
    try {
      const { rows } = await client.query<{ call: string }>(
        `select format('%I.%I(%s)', n.nspname, p.proname,
                  (select string_agg(format('null::%s', format_type(t, null)), ', ') from unnest(p.proargtypes) t)) as call
           from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          where n.nspname in ('app_private', 'graphile_worker') and p.prorettype <> 'trigger'::regtype
            -- They tell the viewer about the viewer, or make a text of a text.
            and p.proname not in ('viewer_leagues', 'viewer_runs', 'shown_draft', 'fold_name', 'plain_position', 'search_text')`,
      );
      expect(rows.length).toBeGreaterThan(40);
      for (const { call } of rows) {
        await client.query('begin');
        await client.query('set local role draft_orchestrator_visitor');
        await expect(client.query(`select ${call}`), call).rejects.toMatchObject({ code: '42501' });
        await client.query('rollback');
      }
    } finally {
      client.release();
    }
  });

  it('can be changed by no mutation but ours', async () => {
    const answer = await request('{ __schema { mutationType { fields { name } } } }');
    const { mutationType } = dataOf<{ mutationType: { fields: { name: string }[] } }>(answer, '__schema');
    expect(mutationType.fields.map((field) => field.name).sort()).toEqual(
      mutations.map(({ name }) => name as string).sort(),
    );
  });
});

describe('a server process', () => {
  it('lets requests in flight finish when it is asked to stop', async () => {
    const { draftId, commissioner, players } = await draft();
    const own = await startApi(database.url);
    const holder = await database.pool.connect();
    await holder.query('begin');
    await holder.query('select from app_public.drafts where id = $1 for update', [draftId]);
    const inFlight = ask(own.url, MAKE_PICK, { d: draftId, n: 1, p: players[0] }, commissioner.token);
    await untilWaiting(database.pool);
    own.program.child.kill('SIGTERM');
    await own.program.untilSaid(/Stopping/);
    await holder.query('rollback');
    holder.release();
    expect(dataOf(await inFlight, 'makePick')).toMatchObject({ pick: { pickNumber: 1 } });
    expect(await own.program.ended()).toBe(0);
  });

  it('says what to do when its port is in use', async () => {
    const port = new URL(api.url).port;
    const second = startProgram(['src/main.ts', 'server'], {
      DATABASE_URL: database.url,
      AUTH_SECRET: SECRET,
      PORT: port,
    });
    expect(await second.ended()).toBe(1);
    expect(second.said()).toContain(`Port ${port} on 127.0.0.1 is in use`);
  });

  it('may be the stock postgraphile command line on the same graphile.config.ts', async () => {
    const port = await freePort();
    const stock = startProgram(
      ['node_modules/postgraphile/dist/cli-run.js', '--config', 'graphile.config.ts', '--port', String(port)],
      { DATABASE_URL: database.url, AUTH_SECRET: SECRET, GRAPHILE_ENV: 'production' },
    );
    await stock.untilSaid(/\d+\/graphql/);
    const url = `http://127.0.0.1:${port}`;
    const { draftId, commissioner, players } = await draft();
    const pick = await ask(url, MAKE_PICK, { d: draftId, n: 1, p: players[0] }, commissioner.token);
    expect(dataOf(pick, 'makePick')).toMatchObject({ pick: { pickNumber: 1 } });
    expect(codeOf(await ask(url, '{ __typename }', {}, 'forged'))).toBe('TOKEN_INVALID');
    stock.child.kill('SIGTERM');
    await stock.ended();
  });

  it('answers /healthz and /readyz', async () => {
    expect(await (await fetch(`${api.url}/healthz`)).json()).toEqual({ alive: true });
    expect(await (await fetch(`${api.url}/readyz`)).json()).toEqual({ ready: true });
  });
});

/** A port that nobody listens on right now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

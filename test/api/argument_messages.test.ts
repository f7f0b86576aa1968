import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DraftError } from '../../src/draft/errors.ts';
import { type Api, ask, startApi, tokenFor } from '../support/api.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let api: Api;
let draft: TestDraft;
let token: string;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database.url);
  draft = await newDraft(database.pool, { teams: 2, rounds: 3 });
  const { commissioner } = draft;
  token = await tokenFor(commissioner.kind === 'CLOCK' ? '' : (commissioner.userId ?? ''));
});
afterAll(async () => {
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  await database.drop();
});

/** The code, the argument and the message with which something is refused. */
async function told(query: string, variables: Record<string, unknown> = {}): Promise<unknown[]> {
  const { errors } = await ask(api.url, query, variables, token);
  expect(errors, query).toHaveLength(1);
  const { code, numbers } = errors[0]?.extensions ?? {};
  return [code, numbers?.['argument'], errors[0]?.message];
}

const ofDraft = (selection: string) =>
  told(`query ($d: UUID!) { draft(id: $d) { ${selection} } }`, { d: draft.draftId });
const SETTINGS = {
  ...{ order: { kind: 'SNAKE' }, rounds: 3, secondsPerPick: 60 },
  rosterSlots: [{ name: 'BN', seats: 3 }],
};
const LEAGUE = 'mutation ($t: [NewTeamInput!]!) { createLeague(name: "L", teams: $t) { league { id } } }';

describe('a value that is no id', () => {
  it.each([
    ['{ draft(id: "mine") { id } }', 'id', '"mine"'],
    ['{ draft(id: 7) { id } }', 'id', '7'],
    ['{ draft(id: mine) { id } }', 'id', 'mine'],
    ['{ drafts(first: 1, condition: { leagueId: true }) { nodes { id } } }', 'condition.leagueId', 'true'],
    [
      'mutation { createLeague(name: "L", teams: [{ name: "A" }, { name: "B", managerId: "me" }]) { league { id } } }',
      'teams.1.managerId',
      '"me"',
    ],
  ])('in a document is told with its place: %s', async (query, argument, value) => {
    const place = argument.replace('.1', '[1]');
    expect(await told(query)).toEqual([
      ...['INPUT_INVALID', argument],
      expect.stringMatching(
        new RegExp(`: ${place.replace('[', '\\[')} is not an id: a UUID, such as .*; it is ${value}\\.$`),
      ),
    ]);
  });

  it('in a variable is told with its place', async () => {
    expect(await told('query ($d: UUID!) { draft(id: $d) { id } }', { d: 'mine' })).toEqual([
      ...['INPUT_INVALID', 'd'],
      expect.stringMatching(/: d is not an id: a UUID, .*; it is "mine"\.$/),
    ]);
    expect(await told('query ($d: UUID!) { draft(id: $d) { id } }', { d: 7 })).toEqual([
      ...['INPUT_INVALID', 'd'],
      expect.stringMatching(/: d is not an id: a UUID, .*; it is 7\.$/),
    ]);
    const teams = [{ name: 'A' }, { name: 'B', managerId: 'me' }];
    expect((await told(LEAGUE, { t: teams })).slice(0, 2)).toEqual(['INPUT_INVALID', 't.1.managerId']);
    expect((await told(LEAGUE, { t: [{ name: 7 }] })).slice(0, 2)).toEqual(['INPUT_INVALID', 't.0.name']);
    expect((await told(LEAGUE)).slice(0, 2)).toEqual(['INPUT_INVALID', 't']);
  });

  it.each([
    ['{ player(id: "mine") { id } }', 'id', '"mine"'],
    ['{ player(id: 99999999999) { id } }', 'id', '"99999999999"'],
    ['{ player(id: "1.5") { id } }', 'id', '"1.5"'],
  ])('of a player is told with its place: %s', async (query, argument, value) => {
    expect(await told(query)).toEqual([
      ...['INPUT_INVALID', argument],
      `The input is not usable: ${argument} must be a whole number, such as 12; it is ${value}.`,
    ]);
  });

  it('of a player is told with its place in a condition', async () => {
    for (const [list, field] of [
      ['picks', 'playerId'],
      ['pool { players', 'id'],
      ['queueEntries', 'playerId'],
    ]) {
      const selected = `${list}(first: 1, condition: { ${field}: "mine" }) { totalCount }${list?.includes('{') ? ' }' : ''}`;
      expect((await ofDraft(selected)).slice(0, 2), list).toEqual(['INPUT_INVALID', `condition.${field}`]);
    }
    expect((await ask(api.url, `{ player(id: ${draft.players[0]}) { id } }`)).data).toEqual({
      player: { id: String(draft.players[0]) },
    });
  });
});

describe('a variable that may be null, for an argument that has a default and cannot be', () => {
  const inDraft = (selection: string) => `query ($v: Int) { draft(id: "${draft.draftId}") { ${selection} } }`;
  const USES: readonly [argument: string, text: () => string][] = [
    ['after', () => inDraft('events(after: $v, first: 2) { version }')],
    ['first', () => inDraft('events(first: $v) { version }')],
    [
      'count',
      () =>
        `query ($v: Int) { suggestPicks(draftId: "${draft.draftId}", teamId: "${draft.teamIds[0]}", count: $v) { reason } }`,
    ],
    [
      'settings.quietHours.picks',
      () => `mutation ($v: QuietPicks) { createDraft(
        leagueId: "${draft.leagueId}", poolId: "${draft.poolId}", teamIds: ["${draft.teamIds[0]}"]
        settings: {
          order: { kind: SNAKE }, rounds: 3, secondsPerPick: 60, rosterSlots: [{ name: "BN", seats: 3 }]
          quietHours: { zone: "UTC", windows: [], picks: $v } }) { draft { id } } }`,
    ],
    ['first', () => 'query ($v: Int) { me { drafts(first: $v) { id } } }'],
    [
      'archived',
      () =>
        `mutation ($v: Boolean) { archiveLeague(leagueId: "${draft.leagueId}", archived: $v) { league { archivedAt } } }`,
    ],
    [
      'archived',
      () =>
        `mutation ($v: Boolean) { archiveDraft(draftId: "${draft.draftId}", archived: $v) { draft { archivedAt } } }`,
    ],
  ];

  it.each(USES)(
    'takes the default for %s where it is left out, and says what null is (%#)',
    async (argument, text) => {
      const asked = text();
      const byDefault = asked
        .replace(/^(\w+) \(.*?\) /, '$1 ')
        .replace(/, \w+: \$v|\w+: \$v, |\(\w+: \$v\)/, '');
      const told = async (variables: object) => await ask(api.url, asked, { ...variables }, token);
      const codes = ({ errors }: { errors: { extensions?: { code?: unknown } }[] }) =>
        errors.map(({ extensions }) => extensions?.code);
      const [leftOut, short] = [await told({}), await ask(api.url, byDefault, {}, token)];
      expect(byDefault).not.toContain('$v');
      expect([codes(leftOut), leftOut.data]).toEqual([codes(short), short.data]);
      const { errors: ofNull } = await told({ v: null });
      expect(ofNull.map(({ extensions }) => extensions)).toMatchObject([
        { code: 'INPUT_INVALID', numbers: { argument } },
      ]);
      expect(ofNull[0]?.message).toContain(`${argument} must not be null; leave it out for the default, `);
    },
  );
});

describe('an instant that is none', () => {
  const PLACES: readonly (readonly [argument: string, text: string])[] = [
    ['at', 'mutation { pauseDraft(draftId: "$d", at: V) { draft { id } } }'],
    ['since', '{ numbers(since: V) { since } }'],
    ['until', '{ numbers(until: V) { since } }'],
    [
      'settings.startsAt',
      'mutation { changeDraftSettings(draftId: "$d", settings: { startsAt: V }) { draft { id } } }',
    ],
    [
      'settings.pauseAt.0',
      'mutation { changeDraftSettings(draftId: "$d", settings: { pauseAt: [V] }) { draft { id } } }',
    ],
    [
      'condition.at',
      '{ endpoints(first: 1) { nodes { deliveries(first: 1, condition: { at: V }) { totalCount } } } }',
    ],
    [
      'condition.at',
      '{ endpoints(first: 1) { nodes { deadLetters(first: 1, condition: { at: V }) { totalCount } } } }',
    ],
  ];
  const WRONG = [
    ['2026-02-30T20:00:00Z', 'names a day that there is not: 2026-02-30; days of that month are 01 to 28'],
    ['2026-09-01T20:00Z', 'has no seconds; write 2026-09-01T20:00:00Z'],
    ['2026-09-01', 'is a day without a time of day;'],
  ] as const;

  it.each(PLACES)('is told with what is wrong about it as %s (%#)', async (argument, text) => {
    for (const [value, problem] of WRONG) {
      const query = text.replace('$d', draft.draftId);
      const refused = [
        'INPUT_INVALID',
        argument,
        expect.stringContaining(`${argument.replace(/\.(\d+)/, '[$1]')} ${problem}`),
      ];
      expect(await told(query.replace('V', JSON.stringify(value)))).toEqual(refused);
      const [, of = 'v'] = /(\[V\])/.exec(text) ?? [];
      const declared = query.startsWith('mutation')
        ? query.replace('mutation', 'mutation ($v: Datetime!)')
        : `query ($v: Datetime!) ${query}`;
      expect([of, ...(await told(declared.replace('V', '$v'), { v: value })).slice(0, 2)]).toEqual([
        of,
        'INPUT_INVALID',
        'v',
      ]);
    }
  });
});

describe('an input with a field that is wrong, missing or unknown', () => {
  const secret = 'a value that nobody has to read again';
  const settings = { ...SETTINGS, name: secret };
  it.each([
    [
      'a field too many',
      { ...settings, roster: 1 },
      's',
      'has the field "roster", which DraftSettingsInput does not have',
    ],
    [
      'a field too many inside',
      { ...settings, order: { kind: 'SNAKE', name: secret, x: 1 } },
      's.order',
      'has the field "name", which',
    ],
    ['a field missing', { ...settings, rounds: undefined }, 's', 'lacks the field "rounds", which is Int!'],
    ['null', { ...settings, rounds: null }, 's.rounds', 'must not be null: it is Int!.'],
    [
      'a text for a number',
      { ...settings, rounds: 'three' },
      's.rounds',
      'must be a whole number (Int); it is "three"',
    ],
    [
      'an object for a number',
      { ...settings, rounds: { name: secret } },
      's.rounds',
      'must be a whole number (Int)',
    ],
    [
      'an unknown value',
      { ...settings, order: { kind: 'SNAIL' } },
      's.order.kind',
      'is no value of DraftOrderKind: "SNAIL"; known are SNAKE, LINEAR, REVERSAL, CUSTOM',
    ],
    [
      'an empty value',
      { ...settings, visibility: '' },
      's.visibility',
      'is no value of DraftVisibility: ""; known are PUBLIC, PRIVATE',
    ],
    [
      'a number for an enum',
      { ...settings, visibility: 0 },
      's.visibility',
      'must be a value of DraftVisibility, in a text; it is 0; known are PUBLIC, PRIVATE',
    ],
    ['a number for an object', { ...settings, order: 7 }, 's.order', 'must be an object with the fields of '],
  ])('is told by its name and place, without the rest: %s', async (_what, value, argument, problem) => {
    const { errors } = await ask(
      api.url,
      CREATE,
      { l: draft.leagueId, p: draft.poolId, t: draft.teamIds, s: value },
      token,
    );
    const [first] = errors;
    expect([first?.extensions?.code, first?.extensions?.numbers?.['argument']]).toEqual([
      'INPUT_INVALID',
      argument,
    ]);
    expect(first?.message).toContain(`The input is not usable: ${argument} ${problem}`);
    for (const { message } of errors) expect(message).not.toContain(secret);
  });

  it('is told so where it stands in a document', async () => {
    const wrong = `{ drafts(first: { a: "${secret}" }) { totalCount } }`;
    const [code, , message] = await told(wrong);
    expect([code, message]).toEqual(['QUERY_INVALID', 'Int cannot represent non-integer value']);
    const [, , short] = await told('{ drafts(first: "x") { totalCount } }');
    expect(short).toContain('"x"');
  });
});

describe('a fault of a document', () => {
  it.each([
    ['a variable of another type', 'query ($d: ID!) { draft(id: $d) { id } }'],
    ['a variable that is not declared', '{ draft(id: $d) { id } }'],
    ['a variable of a type that there is not', 'query ($d: Uuid!) { draft(id: $d) { id } }'],
    ['a variable that is not used', 'query ($d: UUID) { databaseTime }'],
    ['two variables of one name', 'query ($d: UUID!, $d: UUID!) { draft(id: $d) { id } }'],
  ])('is QUERY_INVALID, and no bad input: %s', async (_what, query) => {
    const { errors } = await ask(api.url, query, { d: randomUUID() });
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(errors.map(() => 'QUERY_INVALID'));
    expect(errors.length).toBeGreaterThan(0);
  });
});

const CREATE = `mutation ($l: UUID!, $p: UUID!, $t: [UUID!]!, $s: DraftSettingsInput!) {
  createDraft(leagueId: $l, poolId: $p, teamIds: $t, settings: $s) { draft { id } } }`;

/** The numbers and the message with which a draft of such settings is refused. */
async function creating(change: object, teamIds = draft.teamIds) {
  const variables = { l: draft.leagueId, p: draft.poolId, t: teamIds, s: { ...SETTINGS, ...change } };
  const { errors } = await ask(api.url, CREATE, variables, token);
  expect(errors).toHaveLength(1);
  return { numbers: errors[0]?.extensions?.numbers, message: errors[0]?.message };
}

describe('the refusal of a draft', () => {
  it('says which clock is wrong, and names no round where it is that of all', async () => {
    expect((await creating({ secondsPerPick: 0 })).numbers).toEqual({
      seconds: 0,
      least: 0.05,
      most: 2_592_000,
    });
    const ofRound = { secondsPerPickByRound: [{ round: 2, seconds: 0 }] };
    expect((await creating(ofRound)).numbers).toMatchObject({ seconds: 0, round: 2 });
    const same = await creating({ secondsPerPickByRound: [{ round: 2, seconds: 60 }] });
    expect(same.message).toBe(
      'A clock of a round is not usable: round 2 has 60 seconds like all rounds, which has no effect; leave it out.',
    );
  });

  it('says whose roster is too small, and whether by rounds or by trades', async () => {
    expect((await creating({ rounds: 4 })).message).toBe(
      'The roster has 3 seats, and the team of slot 1 has 4 picks, one each round. Add seats, or drop rounds or trades.',
    );
    const traded = await creating({ tradedPicks: [{ round: 1, slot: 1, owner: 2 }] });
    expect(traded.message).toBe(
      'The roster has 3 seats, and the team of slot 2 has 4 picks by trades in 3 rounds. Add seats, or drop rounds or trades.',
    );
  });

  it('says which team is named twice', async () => {
    const [team = ''] = draft.teamIds;
    const twice = await creating({}, [team, team]);
    expect([twice.numbers, twice.message]).toEqual([{ teamId: team }, expect.stringContaining(team)]);
    const invite = 'mutation ($t: [UUID!]!) { inviteManagers(teamIds: $t) { invitations { link } } }';
    const { errors } = await ask(api.url, invite, { t: [team, team] }, token);
    expect(errors.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'TEAM_LISTED_TWICE', numbers: { teamId: team } },
    ]);
    const league = await ask(
      api.url,
      LEAGUE,
      { t: [{ name: 'Aces' }, { name: 'Bees' }, { name: ' Bees' }] },
      token,
    );
    expect(league.errors.map(({ message, extensions }) => [message, extensions?.numbers])).toEqual([
      ['Two teams of the league would be called "Bees". Give each a name of its own.', { name: 'Bees' }],
    ]);
  });
});

describe('settings that change', () => {
  it.each(['order', 'rounds', 'secondsPerPick', 'rosterSlots', 'visibility'])(
    'to null are refused where none of them has a default: %s',
    async (name) => {
      const { draftId } = await newDraft(database.pool, { teams: 2, rounds: 3, open: false });
      const change = `mutation ($d: UUID!, $s: DraftSettingsChangeInput!) {
        changeDraftSettings(draftId: $d, settings: $s) { draft { id } } }`;
      expect(await told(change, { d: draftId, s: { [name]: null } })).toEqual([
        ...['INPUT_INVALID', `settings.${name}`],
        expect.stringMatching(new RegExp(`settings\\.${name} must be .*; it is null\\.`)),
      ]);
    },
  );
});

describe('a part of a list', () => {
  it('is asked for from one end', async () => {
    expect(await told('{ drafts(first: 1, last: 1) { nodes { id } } }')).toEqual([
      ...['INPUT_INVALID', 'last'],
      'The input is not usable: last says another end of the list than "first" beside it; send one of them.',
    ]);
    expect((await ask(api.url, '{ drafts(first: 1, last: null) { totalCount } }')).errors).toEqual([]);
  });

  it('by an empty list of what is wanted is told, since it could not hold anything', async () => {
    const states = '{ drafts(first: 1, condition: { states: [] }) { totalCount } }';
    expect((await told(states)).slice(0, 2)).toEqual(['INPUT_INVALID', 'condition.states']);
    expect((await told('{ me { drafts(states: []) { id } } }')).slice(0, 2)).toEqual([
      'INPUT_INVALID',
      'states',
    ]);
    expect((await ofDraft('players(first: 1, positions: []) { totalCount }')).slice(0, 2)).toEqual([
      'INPUT_INVALID',
      'positions',
    ]);
    const ofPool = 'pool { players(first: 1, condition: { positions: [] }) { totalCount } }';
    expect((await ofDraft(ofPool)).slice(0, 2)).toEqual(['INPUT_INVALID', 'condition.positions']);
  });

  it('by a position that is not known here is told, with those of the pool', async () => {
    const problem = (argument: string) =>
      `The input is not usable: ${argument} has a position that is not known here: "QBX"; the pool has RB, WR.`;
    expect(await ofDraft('players(first: 1, positions: ["rb", "QBX"]) { totalCount }')).toEqual([
      ...['INPUT_INVALID', 'positions'],
      expect.stringContaining('positions has a position that is not known here: "QBX"; the pool has '),
    ]);
    expect((await ofDraft('players(first: 1, position: "QBX") { totalCount }')).slice(0, 2)).toEqual([
      'INPUT_INVALID',
      'position',
    ]);
    const ofPool = 'pool { players(first: 1, condition: { positions: ["QBX"] }) { totalCount } }';
    expect((await ofDraft(ofPool)).slice(0, 2)).toEqual(['INPUT_INVALID', 'condition.positions']);
    // Known, and played by nobody in the pool: nobody.
    const { data, errors } = await ask(
      api.url,
      'query ($d: UUID!) { draft(id: $d) { players(first: 1, position: "gk") { totalCount } } }',
      { d: draft.draftId },
    );
    expect([errors, data]).toEqual([[], { draft: { players: { totalCount: 0 } } }]);
    expect(problem('x')).toContain('QBX');
  });
});

describe('the number in front of which a stream begins', () => {
  it.each([
    ['Last-Event-ID', '/events', { 'last-event-id': 'x' }],
    ['after', '/events?after=x', {}],
  ])('is told as %s where it is none', async (argument, path, headers) => {
    const response = await fetch(`${api.url}/drafts/${draft.draftId}${path}`, { headers });
    const { errors } = (await response.json()) as { errors: { extensions: { numbers: object } }[] };
    expect([response.status, errors[0]?.extensions.numbers]).toEqual([
      400,
      expect.objectContaining({ argument }),
    ]);
  });
});

describe('a pick that is to swap with itself', () => {
  it('is told, whatever version is named', async () => {
    const query = `mutation ($d: UUID!, $v: Int!) {
      swapPicks(draftId: $d, pickNumber: 1, otherPickNumber: 1, version: $v) { draft { id } } }`;
    expect(await told(query, { d: draft.draftId, v: 999 })).toEqual([
      ...['INPUT_INVALID', 'otherPickNumber'],
      'The input is not usable: otherPickNumber must be another pick than pickNumber; it is 1.',
    ]);
  });
});

describe('what cannot be seen in a value', () => {
  it('is told by its name, wherever a message repeats it', async () => {
    const hidden = '\u200b\u202e';
    const told = '<U+200B><U+202E>';
    const shown = async (query: string, variables: object = {}) =>
      (await ask(api.url, query, { ...variables }, token)).errors[0]?.message ?? '';
    const messages = [
      await shown(`{ draft(id: "m${hidden}") { id } }`),
      await shown('query ($d: UUID!) { draft(id: $d) { id } }', { d: `m${hidden}` }),
      await shown(`{ player(id: "m${hidden}") { id } }`),
      await shown(
        'query ($d: UUID!) { draft(id: $d) { players(first: 1, position: "RB", search: "x") { totalCount } events(after: $d) { kind } } }',
        { d: hidden },
      ),
      await shown(
        'mutation ($d: UUID!, $p: ID!) { makePick(draftId: $d, pickNumber: 1, playerId: $p) { repeated } }',
        {
          ...{ d: draft.draftId, p: `m${hidden}` },
        },
      ),
      new DraftError('ROSTER_INVALID', { slot: hidden, problem: 'it takes no position' }).message,
      new DraftError('ROSTER_INVALID', { slot: hidden }).message,
    ];
    for (const message of messages.filter((_, index) => index !== 3)) expect(message).toContain(told);
    for (const message of messages) expect(message).not.toMatch(/[\u200b\u202e]/);
  });

  it('is told by its name in the numbers as well', async () => {
    const rosterSlots = [{ name: 'X\u200b', seats: 3, positions: ['RB'] }];
    const { errors } = await ask(
      api.url,
      'mutation ($d: UUID!, $s: DraftSettingsChangeInput!) { changeDraftSettings(draftId: $d, settings: $s) { draft { id } } }',
      { d: draft.draftId, s: { rosterSlots } },
      token,
    );
    expect(errors[0]?.extensions).toMatchObject({ code: 'ROSTER_INVALID', numbers: { slot: 'X<U+200B>' } });
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { createUser } from '../../src/database/leagues.ts';
import { type Answer, ask, tokenFor } from '../support/api.ts';
import { newPool } from '../support/drafts.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();
let token: string;
let poolId: string;
beforeAll(async () => {
  token = await tokenFor(await createUser(database.pool, 'Com'));
  poolId = await newPool(database.pool, 40);
});

function createLeague(name: string, teams: readonly string[]): Promise<Answer> {
  return ask(
    api.url,
    `mutation ($n: String!, $t: [NewTeamInput!]!) { createLeague(name: $n, teams: $t) {
       league { id name teams(orderBy: NAME_ASC) { nodes { id name } } } } }`,
    { n: name, t: teams.map((team) => ({ name: team })) },
    token,
  );
}

interface League {
  id: string;
  name: string;
  teams: { nodes: { id: string; name: string }[] };
}

function leagueOf({ data, errors }: Answer): League {
  expect(errors).toEqual([]);
  return (data as { createLeague: { league: League } }).createLeague.league;
}

const refusalOf = ({ errors }: Answer) => errors[0]?.extensions;

async function createDraft(settings: Record<string, unknown>): Promise<Answer> {
  const { id, teams } = leagueOf(await createLeague('L', ['A', 'B']));
  return ask(
    api.url,
    `mutation ($l: UUID!, $p: UUID!, $t: [UUID!]!, $s: DraftSettingsInput!) {
       createDraft(leagueId: $l, poolId: $p, teamIds: $t, settings: $s) { draft { id settings { rosterSlots { name seats positions } } } } }`,
    {
      l: id,
      p: poolId,
      t: teams.nodes.map((team) => team.id),
      s: {
        order: { kind: 'SNAKE' },
        rounds: 2,
        secondsPerPick: 60,
        rosterSlots: [{ name: 'BN', seats: 2 }],
        ...settings,
      },
    },
    token,
  );
}

describe('names through the API', () => {
  it('get their plain form', async () => {
    const league = leagueOf(
      await createLeague(' Friends \u00a0 of  football ', ['  Donc\u030cic\u0301 ', '👨‍👩‍👧']),
    );
    expect(league.name).toBe('Friends of football');
    expect(league.teams.nodes.map(({ name }) => name)).toEqual(['Dončić', '👨‍👩‍👧']);
  });

  it.each([' A ', 'A\u2003', '\u00a0A'])('that look alike are the same: "A" and %j', async (twin) => {
    expect(refusalOf(await createLeague('L', ['A', twin]))?.['code']).toBe('TEAM_LISTED_TWICE');
  });

  it.each([
    ['A\u200b', 'the name has an invisible character (U+200B); it is "A<U+200B>"'],
    ['A\u202e', 'the name has a character that changes the direction of text (U+202E); it is "A<U+202E>"'],
    ['A\nB', 'the name has a control character (U+000A); it is "A\\nB"'],
    [' ', 'the name is empty; it is " "'],
    ['x'.repeat(101), 'the name has more than 100 characters'],
  ])('%j is refused: which one, why, and what was found', async (name, problem) => {
    expect(refusalOf(await createLeague('L', ['B', name]))).toEqual({
      code: 'TEXT_INVALID',
      numbers: { argument: 'teams.1.name', problem },
    });
    expect(refusalOf(await createLeague(name, ['B']))).toMatchObject({
      numbers: { argument: 'name', problem },
    });
  });

  it('of people who join are read the same way', async () => {
    const join = async (name: string) => {
      const answer = await fetch(`${api.url}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ invitation: 'unknown', name }),
      });
      return (await answer.json()) as { errors: { extensions: Record<string, unknown> }[] };
    };
    expect((await join('Z\u200boe')).errors[0]?.extensions).toEqual({
      code: 'TEXT_INVALID',
      numbers: {
        argument: 'name',
        problem: 'the name has an invisible character (U+200B); it is "Z<U+200B>oe"',
      },
    });
    expect((await join(' Zoe ')).errors[0]?.extensions['code']).toBe('INVITATION_INVALID');
  });
});

describe('settings through the API', () => {
  it.each([
    [
      'a reversal from a round that never comes',
      { order: { kind: 'REVERSAL', fromRound: 3 } },
      'ORDER_INVALID',
    ],
    ['a reversal from nowhere', { order: { kind: 'REVERSAL' } }, 'ORDER_INVALID'],
    ['fromRound with a snake', { order: { kind: 'SNAKE', fromRound: 2 } }, 'ORDER_INVALID'],
    [
      'fromRound with a custom order',
      {
        order: {
          kind: 'CUSTOM',
          rounds: [
            [1, 2],
            [2, 1],
          ],
          fromRound: 2,
        },
      },
      'ORDER_INVALID',
    ],
    [
      'rounds with a linear order',
      {
        order: {
          kind: 'LINEAR',
          rounds: [
            [1, 2],
            [2, 1],
          ],
        },
      },
      'ORDER_INVALID',
    ],
    ['rounds with a reversal', { order: { kind: 'REVERSAL', fromRound: 2, rounds: [] } }, 'ORDER_INVALID'],
    [
      'a round twice among the clocks',
      {
        secondsPerPickByRound: [
          { round: 2, seconds: 5 },
          { round: 2, seconds: 9 },
        ],
      },
      'ROUND_LISTED_TWICE',
    ],
    [
      'a clock of a round that never comes',
      { secondsPerPickByRound: [{ round: 3, seconds: 5 }] },
      'ROUND_CLOCK_INVALID',
    ],
    [
      'a clock of a round that is that of all rounds',
      { secondsPerPickByRound: [{ round: 2, seconds: 60 }] },
      'ROUND_CLOCK_INVALID',
    ],
    ['a clock of no round', { secondsPerPickByRound: [{ round: 0, seconds: 5 }] }, 'ROUND_CLOCK_INVALID'],
    [
      'two slots whose names look alike',
      {
        rosterSlots: [
          { name: 'BN', seats: 1 },
          { name: ' BN', seats: 1 },
        ],
      },
      'ROSTER_INVALID',
    ],
    ['a slot without seats', { rosterSlots: [{ name: 'BN', seats: 0 }] }, 'ROSTER_INVALID'],
  ])('are refused with %s', async (_, settings, code) => {
    expect(refusalOf(await createDraft(settings))?.['code']).toBe(code);
  });

  it('are accepted with null for what is left out, and with any known name of a position', async () => {
    const answer = await createDraft({
      order: { kind: 'SNAKE', fromRound: null, rounds: null },
      rosterSlots: [
        { name: 'D/ST', seats: 1 },
        { name: 'Flex spot', seats: 1, positions: ['W/R', 'te'] },
      ],
    });
    expect(answer.errors).toEqual([]);
    expect(answer.data).toMatchObject({
      createDraft: {
        draft: {
          settings: {
            rosterSlots: [
              { name: 'D/ST', seats: 1, positions: ['DEF'] },
              { name: 'Flex spot', seats: 1, positions: ['WR', 'RB', 'TE'] },
            ],
          },
        },
      },
    });
  });

  it('a league without teams is refused', async () => {
    expect(refusalOf(await createLeague('L', []))).toMatchObject({
      code: 'TEAMS_OUT_OF_RANGE',
      numbers: { teams: 0 },
    });
  });

  it('a position is found under any of its names', async () => {
    const { data } = await createDraft({ visibility: 'PUBLIC' });
    const { id } = (data as { createDraft: { draft: { id: string } } }).createDraft.draft;
    const found = async (position: string) => {
      const answer = await ask(
        api.url,
        'query ($d: UUID!, $p: String) { draft(id: $d) { players(position: $p) { totalCount } } }',
        { d: id, p: position },
      );
      return (answer.data as { draft: { players: { totalCount: number } } }).draft.players.totalCount;
    };
    expect(await found('RB')).toBe(12);
    for (const position of ['rb', ' Rb ', 'HB', 'running back'])
      expect(await found(position), position).toBe(12);
    for (const position of ['def', 'D/ST', 'dst']) expect(await found(position), position).toBe(4);
  });
});

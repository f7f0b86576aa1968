import { beforeAll, describe, expect, it } from 'vitest';
import { DraftError, type DraftErrorCode, draftErrorCodes } from '../../src/draft/errors.ts';
import { ServiceError, type ServiceErrorCode, serviceErrorCodes } from '../../src/service_errors.ts';
import { ask, tokenFor } from '../support/api.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();
let draft: TestDraft;
let token: string;
beforeAll(async () => {
  draft = await newDraft(database.pool, { teams: 2, rounds: 3 });
  const { commissioner } = draft;
  token = await tokenFor(commissioner.kind === 'CLOCK' ? '' : (commissioner.userId ?? ''));
});

const SETTINGS = {
  ...{ order: { kind: 'SNAKE' }, rounds: 3, secondsPerPick: 60 },
  rosterSlots: [{ name: 'BN', seats: 3 }],
};
const CREATE = `mutation ($l: UUID!, $p: UUID!, $t: [UUID!]!, $s: DraftSettingsInput!) {
  createDraft(leagueId: $l, poolId: $p, teamIds: $t, settings: $s) { draft { id } } }`;

/** The code and the message with which something is refused. */
async function told(query: string, variables: Record<string, unknown> = {}): Promise<unknown[]> {
  const { errors } = await ask(api.url, query, variables, token);
  expect(errors).toHaveLength(1);
  return [errors[0]?.extensions?.code, errors[0]?.message];
}

const creating = (change: object) =>
  told(CREATE, { l: draft.leagueId, p: draft.poolId, t: draft.teamIds, s: { ...SETTINGS, ...change } });

describe('a message', () => {
  it('says which field of the input is wrong, what it must be, and what it was', async () => {
    expect(await creating({ startsAt: '2027-09-01T20:00:00' })).toEqual([
      'INPUT_INVALID',
      'The input is not usable: s.startsAt has no time zone; write Z for UTC or the offset behind it, such as 2027-09-01T20:00:00Z; ' +
        'it is "2027-09-01T20:00:00".',
    ]);
    const slots = [...SETTINGS.rosterSlots, { name: 'X', seats: 1, positions: [''] }];
    expect(await creating({ rosterSlots: slots })).toEqual([
      'INPUT_INVALID',
      'The input is not usable: settings.rosterSlots[1].positions[0] must be at least 1 character long.',
    ]);
    const pick =
      'mutation ($d: UUID!, $p: ID!) { makePick(draftId: $d, pickNumber: 1, playerId: $p) { repeated } }';
    expect(await told(pick, { d: draft.draftId, p: 'Josh Allen' })).toEqual([
      'INPUT_INVALID',
      'The input is not usable: playerId must be the id of a player: a whole number, such as 12; it is "Josh Allen".',
    ]);
    const events = 'query ($d: UUID!) { draft(id: $d) { events(first: 501) { version } } }';
    expect(await told(events, { d: draft.draftId })).toEqual([
      'INPUT_INVALID',
      'The input is not usable: first must be from 0 to 500; it is 501.',
    ]);
  });

  it('says of a subscription that it decides nothing about its own field by a variable', async () => {
    const field = 'draftEvents(draftId: $d)';
    const variables = { d: draft.draftId, s: true };
    for (const selection of [
      `${field} @skip(if: $s) { version }`,
      `... @include(if: $s) { ${field} { version } }`,
    ])
      expect(await told(`subscription ($d: UUID!, $s: Boolean!) { ${selection} }`, variables)).toEqual([
        'QUERY_INVALID',
        '@skip and @include on the field of a subscription take no variable, such as $s: put them on what is selected inside of it, ' +
          'or do not send the subscription.',
      ]);
    const [code, message] = await told(`subscription ($d: UUID!) { ${field} @skip { version } }`, variables);
    expect([code, message]).toEqual([
      'QUERY_INVALID',
      expect.stringMatching(/"if" of (required )?type "Boolean!"/),
    ]);
    const inside = `subscription ($d: UUID!, $s: Boolean!) { ${field} { version @include(if: $s) } }`;
    expect((await told(inside, variables))[0]).toBe('SUBSCRIPTION_NOT_HERE');
  });

  it('says that a text is no id, wherever it stands in a request', async () => {
    const [, inVariable] = await told('query ($d: UUID!) { draft(id: $d) { id } }', { d: 'mine' });
    expect(inVariable).toMatch(
      /^The input is not usable: d is not an id: a UUID, such as .*; it is "mine"\.$/,
    );
    expect(await told('{ draft(id: "mine") { id } }')).toEqual([
      'INPUT_INVALID',
      expect.stringMatching(/^The input is not usable: id is not an id: a UUID, such as .*; it is "mine"\.$/),
    ]);
    expect(await told('{ player(id: "mine") { id } }')).toEqual([
      'INPUT_INVALID',
      'The input is not usable: id must be a whole number, such as 12; it is "mine".',
    ]);
  });

  it('says that a list without "first" counts with all its rows', async () => {
    const inside = 'drafts { nodes { slots { nodes { team { name } } } } }';
    const [code, message] = await told(`{ leagues { nodes { ${inside} } } }`);
    expect(code).toBe('QUERY_TOO_LARGE');
    expect(message).toMatch(
      /more than \d+ rows; the largest is Draft\.slots, of up to \d+ rows\. Say with "first" how many/,
    );
  });

  it.each([
    [
      '{ drafts(first: 50) { nodes { settings { rosterSlots { name } } } } }',
      { field: 'DraftSettings.rosterSlots', fieldRows: 50_000, hasPages: false },
      /rows; the largest is DraftSettings\.rosterSlots, of up to 50000 rows\. It has no "first": ask for fewer rows of what is around it/,
    ],
    [
      '{ a: drafts(first: 12) { nodes { settings { tradedPicks { round } } } } b: drafts(first: 3) { nodes { id } } }',
      { field: 'DraftSettings.tradedPicks', fieldRows: 12_000, hasPages: false },
      /the largest is DraftSettings\.tradedPicks, of up to 12000 rows\. It has no "first"/,
    ],
    [
      '{ drafts(first: 2) { nodes { skipped { pickNumber } } } }',
      { field: 'Draft.skipped', fieldRows: 12_800, hasPages: true },
      /the largest is Draft\.skipped, of up to 12800 rows\. Say with "first"/,
    ],
    [
      '{ me { leagues { teams { nodes { id } } } } }',
      { field: 'League.teams', fieldRows: 50_000, hasPages: true },
      /the largest is League\.teams, of up to 50000 rows\. Say with "first"/,
    ],
  ])(
    'names the list that has the most rows, and what can be done about it: %s',
    async (query, list, words) => {
      const { errors } = await ask(api.url, query, {}, token);
      expect(errors.map(({ extensions }) => extensions)).toMatchObject([
        { code: 'QUERY_TOO_LARGE', numbers: { what: 'rows', limit: 10_000, ...list } },
      ]);
      expect(errors[0]?.message).toMatch(words);
    },
  );

  it('of each of the other codes says what was found', async () => {
    expect(await creating({ startsAt: '2001-01-01T00:00:00Z' })).toEqual([
      'START_INVALID',
      expect.stringMatching(/^A draft starts in the future, .*starts at: 2001-01-01T00:00:00/),
    ]);
    const pick =
      'mutation ($d: UUID!, $p: ID!) { makePick(draftId: $d, pickNumber: 2, playerId: $p) { repeated } }';
    expect(await told(pick, { d: draft.draftId, p: String(draft.players[0]) })).toEqual([
      'PICK_NOT_ON_CLOCK',
      expect.stringMatching(/^Another pick is on the clock\. .* \(.*current pick: 1/),
    ]);
  });

  it('of every code says what is true, and then what to do', () => {
    for (const [code, plain] of Object.entries({ ...draftErrorCodes, ...serviceErrorCodes }))
      expect(plain, code).toMatch(/[.:] \w.*\.$/);
  });

  it('is the sentence of its code where nothing was found, and never names what is inside the database', () => {
    const untold = [{}, { constraint: 'teams_have', empty: '', none: null }, { a: 'x'.repeat(100) }];
    for (const numbers of untold) {
      for (const [code, plain] of Object.entries(draftErrorCodes))
        expect(new DraftError(code as DraftErrorCode, numbers).message).toBe(plain);
      for (const [code, plain] of Object.entries(serviceErrorCodes))
        expect(new ServiceError(code as ServiceErrorCode, numbers).message).toBe(plain);
    }
    expect(new DraftError('POOL_TOO_SMALL', { players: 20, picks: 48 }).message).toBe(
      `${draftErrorCodes.POOL_TOO_SMALL} (players: 20, picks: 48)`,
    );
    expect(new DraftError('ILLEGAL_TRANSITION', { from: 'COMPLETED', to: 'PAUSED' }).message).toContain(
      'The draft is COMPLETED and cannot become PAUSED',
    );
    expect(new DraftError('ROSTER_INVALID', { slot: 'drop table', seats: 0 }).message).toContain(
      '(slot: "drop table", seats: 0)',
    );
  });

  it('of a refused pick repeats no ids and times that whoever asked knows, which the numbers have', () => {
    const numbers = { at: '2026-11-26T02:04:49.9+00:00', state: 'IN_PROGRESS', draftId: draft.draftId };
    expect(new DraftError('PLAYER_TAKEN', { ...numbers, playerId: 7, pickNumber: 2 }).message).toBe(
      `${draftErrorCodes.PLAYER_TAKEN} (state: IN_PROGRESS, pick number: 2)`,
    );
    expect(new DraftError('TEAM_NOT_FOUND', { teamId: draft.draftId }).message).toContain(draft.draftId);
    expect(new DraftError('DEADLINE_PASSED', { deadline: '2026-11-26', draftId: 'x' }).message).toContain(
      '(deadline: 2026-11-26)',
    );
  });

  it('says what is wrong with a name, an order or a roster slot, however long it is', async () => {
    expect(await creating({ order: { kind: 'SNAKE', fromRound: 2 } })).toEqual([
      'ORDER_INVALID',
      'The order is not usable: fromRound has no effect on an order of kind SNAKE. Correct the order.',
    ]);
    for (const [slot, problem] of [
      [{ name: 'XYZ', seats: 20 }, 'its name says no position; list its positions'],
      [{ name: 'RB', seats: 0 }, 'it must have 1 to 100 seats, not 0'],
      [{ name: 'bn', seats: 1 }, 'another slot has the same name'],
      [{ name: 'MINE', seats: 1, positions: [] }, 'it takes no position'],
      [{ name: '', seats: 1 }, 'the name is empty'],
    ] as const) {
      expect(await creating({ rosterSlots: [{ name: 'BN', seats: 20 }, slot] }), slot.name).toEqual([
        'ROSTER_INVALID',
        `The roster slot "${slot.name}" is not usable: ${problem}.`,
      ]);
    }
    const word =
      'mutation ($d: UUID!, $t: UUID!) { giveWord(draftId: $d, teamId: $t, word: "") { draft { id } } }';
    expect(await told(word, { d: draft.draftId, t: draft.teamIds[0] })).toEqual([
      ...['TEXT_INVALID', 'The text is not usable: in word, the word is empty; it is "".'],
    ]);
    const league =
      'mutation ($n: String!) { createLeague(name: $n, teams: [{name: "A"}]) { league { id } } }';
    expect(await told(league, { n: `\u202eevil${'x'.repeat(30)}` })).toEqual([
      'TEXT_INVALID',
      expect.stringMatching(
        /^The text is not usable: in name, the name has a character that changes the direction of text \(U\+202E\)/,
      ),
    ]);
  });
});

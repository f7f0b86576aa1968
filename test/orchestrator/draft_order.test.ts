import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  orderOf,
  type ToldDraw,
  type ToldEvent,
  toldDrawOf,
  verifyOrder,
} from '../../client/verify_order.ts';
import { verifyOrderCommand } from '../../src/commands/verify_order.ts';
import { giveWord } from '../../src/database/draft_order.ts';
import { drawOrder, reorderSlots } from '../../src/orchestrator/change_order.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { board, draftRow, newDraft, openRoster, seats, type TestDraft } from '../support/drafts.ts';
import { eventKinds, events, expectFoldToMatch } from '../support/events.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const waiting = (options = {}) => newDraft(database.pool, { teams: 4, rounds: 2, open: false, ...options });

async function teamsOf({ draftId }: TestDraft): Promise<string[]> {
  return (await seats(database.pool, draftId)).map(({ teamId }) => teamId);
}

/** The draw of a draft as its events tell it. */
async function toldDraw({ draftId }: TestDraft): Promise<ToldDraw> {
  const told = toldDrawOf((await events(database.pool, draftId)) as unknown as ToldEvent[]);
  return told ?? expect.fail('there was no draw');
}

describe('the slots of a draft that has not opened', () => {
  it('are exchanged by hand; trades, keepers, forfeits, autopilots and words go with their teams', async () => {
    const draft = await waiting({
      rosterSlots: openRoster(3),
      tradedPicks: [{ round: 1, slot: 2, owner: 4 }],
      keepers: [
        { slot: 4, round: 1, rank: 5, cellSlot: 2 },
        { slot: 3, round: 2, rank: 7 },
      ],
      forfeits: [{ round: 2, slot: 1 }],
    });
    const {
      draftId,
      teamIds: [a = '', b = '', c = '', d = ''],
      managers,
      players,
      commissioner,
    } = draft;
    await giveWord(database.pool, draftId, { teamId: b, word: 'owl' }, managers[1] ?? commissioner);
    const before = (await draftRow(database.pool, draftId)).version;
    expect(await reorderSlots(database.pool, draftId, [d, c, b, a], commissioner, 'By age.')).toBe(
      before + 1,
    );
    expect(await reorderSlots(database.pool, draftId, [d, c, b, a], commissioner)).toBe(before + 1);
    expect(await teamsOf(draft)).toEqual([d, c, b, a]);
    const { rows } = await database.pool.query(
      'select slot, word from app_public.draft_slots where draft_id = $1 and word is not null',
      [draftId],
    );
    expect(rows).toEqual([{ slot: 3, word: 'owl' }]);
    await openDraft(database.pool, draftId, commissioner);
    const cells = (await board(database.pool, draftId)).map(({ teamId, playerId, isForfeited }) => ({
      teamId,
      ...(playerId === null ? {} : { playerId }),
      ...(isForfeited ? { isForfeited } : {}),
    }));
    // The pick of b in round 1 is d's by the trade, who keeps the fifth player for it.
    expect(cells).toEqual([
      ...[{ teamId: d }, { teamId: c }, { teamId: d, playerId: players[4] }, { teamId: a }],
      ...[
        { teamId: a, isForfeited: true },
        { teamId: b },
        { teamId: c, playerId: players[6] },
        { teamId: d },
      ],
    ]);
    expect(
      (await events(database.pool, draftId)).find(({ kind }) => kind === 'SLOTS_REORDERED')?.data,
    ).toEqual({
      ...{ teamIds: [d, c, b, a], note: 'By age.' },
    });
    await expectFoldToMatch(database.pool, draftId);
  });

  it('are not changed so that a planned pause would never come', async () => {
    // The last two picks are made by slots 2 and 1.
    const draft = await waiting({
      keepers: [{ slot: 4, round: 2, rank: 5 }],
      time: { pauseBeforePicks: [8] },
    });
    const { draftId, teamIds, commissioner } = draft;
    const [a = '', b = '', c = '', d = ''] = teamIds;
    const last = await refusal(reorderSlots(database.pool, draftId, [d, b, c, a], commissioner));
    expect([last.code, last.numbers]).toEqual([
      'PAUSE_INVALID',
      { beforePick: 8, lastPick: 7, problem: 'every pick from pick 8 on is kept or forfeited' },
    ]);
    await reorderSlots(database.pool, draftId, [a, d, c, b], commissioner);
    expect(await teamsOf(draft)).toEqual([a, d, c, b]);
  });

  it('are drawn only where a planned pause comes in whatever order is drawn', async () => {
    const planned = (pick: number) =>
      waiting({ keepers: [{ slot: 4, round: 2, rank: 5 }], time: { pauseBeforePicks: [pick] } });
    const { draftId, commissioner } = await planned(8);
    const told = await refusal(drawOrder(database.pool, draftId, commissioner));
    expect([told.code, told.message]).toEqual([
      'PAUSE_INVALID',
      'A pause before pick 8 might never come in the order that is drawn: the picks from pick 8 on may be those that are kept or forfeited. Name a pick up to 7, or drop it.',
    ]);
    const other = await planned(7);
    const version = await drawOrder(database.pool, other.draftId, other.commissioner);
    expect(await drawOrder(database.pool, other.draftId, other.commissioner)).toBe(version);
  });

  it('are fixed once it opens, and take each team of the draft once', async () => {
    const draft = await waiting();
    const { draftId, teamIds, commissioner, managers } = draft;
    const [a = '', b = '', c = ''] = teamIds;
    const reorder = (teams: string[], actor = commissioner) =>
      refusal(reorderSlots(database.pool, draftId, teams, actor));
    expect(await reorder([a, b, c])).toMatchObject({ code: 'ORDER_INVALID' });
    expect(await reorder([a, b, c, c])).toMatchObject({ code: 'TEAM_LISTED_TWICE' });
    expect(await reorder([a, b, c, randomUUID()])).toMatchObject({ code: 'TEAM_NOT_FOUND' });
    expect(await reorder([...teamIds].reverse(), managers[0])).toMatchObject({ code: 'NOT_COMMISSIONER' });
    await openDraft(database.pool, draftId, commissioner);
    expect(await reorder([...teamIds].reverse())).toMatchObject({ code: 'ORDER_FIXED' });
    expect(await refusal(drawOrder(database.pool, draftId, commissioner))).toMatchObject({
      code: 'ORDER_FIXED',
    });
  });
});

describe('a draw in the open', () => {
  it('promises its seed when the draft is created, takes words, and tells all that the verifier needs', async () => {
    const draft = await waiting();
    const { draftId, teamIds, managers, commissioner } = draft;
    for (const word of ['first', 'Käuzchen 🦉'])
      await giveWord(database.pool, draftId, { teamId: teamIds[2] ?? '', word }, managers[2] ?? commissioner);
    await drawOrder(database.pool, draftId, commissioner, 'Good luck!');
    const told = await toldDraw(draft);
    expect(told.words).toEqual([{ teamId: teamIds[2], word: 'Käuzchen 🦉' }]);
    expect(await verifyOrder(told)).toEqual({ problems: [], order: await teamsOf(draft) });
    const { rows } = await database.pool.query<{ hash: string }>(
      'select app_public.drafts_seed_hash(d) as hash from app_public.drafts d where d.id = $1',
      [draftId],
    );
    expect(rows[0]?.hash).toBe(told.promisedHash);
    expect(await eventKinds(database.pool, draftId)).toEqual([
      'CREATED',
      'WORD_GIVEN',
      'WORD_GIVEN',
      'ORDER_DRAWN',
    ]);
    await openDraft(database.pool, draftId, commissioner);
    await expectFoldToMatch(database.pool, draftId);
  });

  it('happens once: asked for again nothing changes, and no word counts any more', async () => {
    const draft = await waiting();
    const { draftId, teamIds, managers, commissioner } = draft;
    const version = await drawOrder(database.pool, draftId, commissioner);
    const order = await teamsOf(draft);
    expect(await drawOrder(database.pool, draftId, commissioner)).toBe(version);
    expect(await teamsOf(draft)).toEqual(order);
    const late = giveWord(
      database.pool,
      draftId,
      { teamId: teamIds[0] ?? '', word: 'late' },
      managers[0] ?? commissioner,
    );
    expect(await refusal(late)).toMatchObject({ code: 'ORDER_DRAWN_BEFORE' });
  });

  it('takes the words of managers for their own teams alone', async () => {
    const { draftId, teamIds, managers, commissioner } = await waiting();
    const given = { teamId: teamIds[0] ?? '', word: 'mine' };
    for (const actor of [managers[1] ?? commissioner, commissioner])
      expect(await refusal(giveWord(database.pool, draftId, given, actor))).toMatchObject({
        code: 'NOT_YOUR_TEAM',
      });
    const invisible = { ...given, word: 'a\u200Bb' };
    expect(
      await refusal(giveWord(database.pool, draftId, invisible, managers[0] ?? commissioner)),
    ).toMatchObject({
      code: 'TEXT_INVALID',
    });
  });

  it('is the same in the database and in the client, for 1,000 seeds and up to 64 teams', async () => {
    const draws = Array.from({ length: 1_000 }, (_, i) => {
      const teamIds = Array.from({ length: (i % 64) + 1 }, () => randomUUID());
      const words = teamIds.slice(0, i % 3).map((teamId) => ({ teamId, word: `Wört ${i}` }));
      return { seed: randomBytes(32).toString('hex'), teamIds, words };
    });
    const { rows } = await database.pool.query<{ order: string[] }>(
      `select app_private.shuffle_teams(decode(d ->> 'seed', 'hex'), d ->> 'lines',
                array(select t::uuid from jsonb_array_elements_text(d -> 'teamIds') as t)) as order
         from jsonb_array_elements($1) with ordinality as drawn (d, place) order by place`,
      [
        JSON.stringify(
          draws.map(({ words, ...draw }) => ({
            ...draw,
            lines: words
              .map(({ teamId, word }) => `${teamId}=${word}\n`)
              .sort()
              .join(''),
          })),
        ),
      ],
    );
    for (const [i, { seed, words, teamIds }] of draws.entries())
      expect(await orderOf(seed, words, teamIds)).toEqual(rows[i]?.order);
  });

  it('is the one that docs/draw.md works out by hand', async () => {
    const seed = `${'00'.repeat(31)}01`;
    const teams = ['c', 'a', 'b'];
    const words = [{ teamId: 'b', word: 'owl' }];
    // The first numbers of HMAC-SHA256(seed, "0\nb=owl\n") choose among 3 places, then among 2.
    const block = createHmac('sha256', Buffer.from(seed, 'hex')).update('0\nb=owl\n').digest();
    const order = ['a', 'b', 'c'];
    for (const [i, places] of [3, 2].entries()) {
      const chosen = block.readUInt32BE(i * 4) % places;
      [order[places - 1], order[chosen]] = [order[chosen] ?? '', order[places - 1] ?? ''];
    }
    expect(await orderOf(seed, words, teams)).toEqual(order);
  });

  it('gives every team every place, about equally often', async () => {
    const teams = ['a', 'b', 'c'];
    const counts = new Map<string, number>();
    for (let i = 0; i < 1_200; i += 1) {
      const order = (await orderOf(createHash('sha256').update(`${i}`).digest('hex'), [], teams)).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(60);
  });
});

describe('a service that lies about a draw', () => {
  const EVENT = { draftId: randomUUID(), version: 1, kind: 'CREATED', data: {} };
  let told: ToldDraw;
  beforeAll(async () => {
    const draft = await waiting();
    const { draftId, teamIds, managers, commissioner } = draft;
    await giveWord(
      database.pool,
      draftId,
      { teamId: teamIds[0] ?? '', word: 'owl' },
      managers[0] ?? commissioner,
    );
    await drawOrder(database.pool, draftId, commissioner);
    told = await toldDraw(draft);
  });

  const otherSeed = 'ab'.repeat(32);
  const hashOf = (seed: string) => createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex');
  it.each<
    [
      string,
      (drawn: ToldDraw['drawn']) => Promise<Partial<ToldDraw['drawn']>> | Partial<ToldDraw['drawn']>,
      RegExp,
    ]
  >([
    [
      'with another seed, and the order that it gives',
      async () => ({
        seed: otherSeed,
        seedHash: hashOf(otherSeed),
        teamIds: await orderOf(otherSeed, told.words, told.teamIds),
      }),
      /not the one that was promised/,
    ],
    [
      'with another order',
      ({ teamIds }) => ({ teamIds: [...teamIds].reverse() }),
      /not the one that the seed and the words give/,
    ],
    ['without a word that was given', () => ({ words: [] }), /not those that managers had given/],
    ['with a seed that is none', () => ({ seed: 'chance' }), /64 hexadecimal digits/],
  ])('%s is found out', async (_, lie, problem) => {
    const drawn = { ...told.drawn, ...(await lie(told.drawn)) };
    const { problems } = await verifyOrder({ ...told, drawn });
    expect(problems.join(' ')).toMatch(problem);
  });

  it('is no order of the draft where it was changed by hand after the draw', async () => {
    const draft = await waiting();
    const { draftId, commissioner } = draft;
    await drawOrder(database.pool, draftId, commissioner);
    const other = (await teamsOf(draft)).toReversed();
    const version = await reorderSlots(database.pool, draftId, other, commissioner, 'By age.');
    expect((await verifyOrder(await toldDraw(draft))).problems).toEqual([
      `The order was changed by hand after the draw, by event ${version} with the note "By age.": it is not the drawn one any more.`,
    ]);
    await openDraft(database.pool, draftId, commissioner);
    const file = join(await mkdtemp(join(tmpdir(), 'draw-')), 'events.ndjson');
    const lines = (await events(database.pool, draftId)).map((event) =>
      JSON.stringify({ draftId, ...event }),
    );
    await writeFile(file, `${lines.join('\n')}\n`);
    const said: string[] = [];
    expect(await verifyOrderCommand(file, (line) => said.push(line), expect.fail)).toBe(1);
    expect(said).toEqual([
      expect.stringMatching(/^The order was changed by hand after the draw, by event \d+ with the note/),
      'The order is NOT what was promised.',
    ]);
  });

  it('is the order of the draft where a change by hand was taken back', async () => {
    const draft = await waiting();
    const { draftId, commissioner } = draft;
    await drawOrder(database.pool, draftId, commissioner);
    const drawn = await teamsOf(draft);
    await reorderSlots(database.pool, draftId, drawn.toReversed(), commissioner);
    await reorderSlots(database.pool, draftId, drawn, commissioner);
    expect((await verifyOrder(await toldDraw(draft))).problems).toEqual([]);
  });

  it('is found out by the command, which passes an honest draw', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'draw-'));
    const draftId = randomUUID();
    const check = async (drawn: object) => {
      const lines = [
        { kind: 'CREATED', data: { teams: told.teamIds, promisedSeedHash: told.promisedHash } },
        ...told.words.map((word) => ({ kind: 'WORD_GIVEN', data: word })),
        { kind: 'ORDER_DRAWN', data: { ...told.drawn, ...drawn } },
      ];
      const file = join(folder, 'events.ndjson');
      const numbered = lines.map((line, i) => JSON.stringify({ draftId, version: i + 1, ...line }));
      await writeFile(file, `\ufeff${numbered.join('\n')}\n`);
      const said: string[] = [];
      return [await verifyOrderCommand(file, (line) => said.push(line), expect.fail), said.at(-1)];
    };
    expect(await check({})).toEqual([
      0,
      expect.stringMatching(/^The draw is as promised: seed [0-9a-f]{64}, 1 of 4/),
    ]);
    expect(await check({ seed: otherSeed })).toEqual([1, 'The order is NOT what was promised.']);
    const nowhere = join(folder, 'nowhere.ndjson');
    const said: string[] = [];
    expect(await verifyOrderCommand(folder, expect.fail, (line) => said.push(line))).toBe(1);
    expect(said.pop()).toBe(
      `The events of a draft cannot be read from ${folder}: it is a folder. Name a file in it.`,
    );
    expect(await verifyOrderCommand(nowhere, expect.fail, (line) => said.push(line))).toBe(1);
    expect(said).toEqual([
      `The events of a draft cannot be read from ${nowhere}: there is no such file. Correct its path.`,
    ]);
    await writeFile(nowhere, '# A page\n');
    expect(await verifyOrderCommand(nowhere, expect.fail, (line) => said.push(line))).toBe(1);
    expect(said.at(-1)).toMatch(
      /: it has something else in it\. Save what \/drafts\/<id>\/events\.ndjson answers\.$/,
    );
  });

  it.each<[string, object[] | number[], RegExp]>([
    ['that is empty', [], /: it is empty\. Save what/],
    [
      'of a refusal',
      [{ errors: [{ message: 'There is no such draft.' }] }],
      /"There is no such draft\." Save/,
    ],
    ['of an empty object', [{}], /: line 1 is no event of a draft\./],
    ['of numbers', [1], /: line 1 is no event of a draft\./],
    [
      'whose beginning is cut off',
      [{ ...EVENT, version: 2 }],
      /: line 1 is event 2, and has to be event 1\./,
    ],
    ['with a gap', [EVENT, { ...EVENT, version: 3 }], /: line 2 is event 3, and has to be event 2\./],
    [
      'of two drafts',
      [EVENT, { ...EVENT, draftId: randomUUID(), version: 2 }],
      /: line 2 is of another draft/,
    ],
  ])('cannot be told from a file %s', async (_, lines, complaint) => {
    const file = join(await mkdtemp(join(tmpdir(), 'draw-')), 'events.ndjson');
    await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const said: string[] = [];
    expect(await verifyOrderCommand(file, expect.fail, (line) => said.push(line))).toBe(1);
    expect(said).toEqual([expect.stringMatching(complaint)]);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { pauseDraft, resumeDraft } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import { DraftError } from '../../src/draft/errors.ts';
import { standardSlots } from '../../src/draft/roster_slots.ts';
import { TcpProxy } from '../chaos/tcp_proxy.ts';
import { type Api, startApi, tokenFor } from '../support/api.ts';
import { board, managerId, newDraft, type TestDraft } from '../support/drafts.ts';
import { startProgram } from '../support/processes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

const TEAMS = 4;
const ROUNDS = 8;
/** The slot the program drafts for: picks 2, 7, 10, 15, 18, 23, 26, 31 of a snake. */
const SLOT = 2;

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database.url);
});
afterAll(async () => {
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  await database.drop();
});

/** The others pick, until it is the team's turn or the draft is over; answers the number of the team's pick. */
async function othersPick(draft: TestDraft, from: number): Promise<number | undefined> {
  const cells = await board(database.pool, draft.draftId);
  for (const { pickNumber, slot } of cells.slice(from - 1)) {
    if (slot === SLOT) return pickNumber;
    await pickFromTheEnd(draft, pickNumber);
  }
  return undefined;
}

/** Picks the last player who fits: what the program takes is its own choice. */
async function pickFromTheEnd({ draftId, players, commissioner: actor }: TestDraft, pickNumber: number) {
  for (const playerId of players.toReversed()) {
    try {
      return await applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor });
    } catch (error) {
      if (!(error instanceof DraftError && /PLAYER_(TAKEN|DOES_NOT_FIT)/.test(error.code))) throw error;
    }
  }
  throw new Error('nobody fits');
}

const untilPicked = (draft: TestDraft, pickNumber: number) =>
  until(async () => (await board(database.pool, draft.draftId))[pickNumber - 1]?.playerId ?? undefined);

it('the drafting program makes every pick of its team, whatever is cut, stopped or killed meanwhile', async () => {
  const draft = await newDraft(database.pool, {
    teams: TEAMS,
    rounds: ROUNDS,
    rosterSlots: standardSlots([
      { name: 'QB', seats: 1 },
      { name: 'RB', seats: 2 },
      { name: 'WR', seats: 2 },
      { name: 'K', seats: 1 },
      { name: 'DEF', seats: 1 },
      { name: 'TE', seats: 1 },
    ]),
  });
  const port = Number(new URL(api.url).port);
  const proxy = await TcpProxy.open(port);
  const start = async () =>
    startProgram(
      [
        'examples/drafter.ts',
        ...['--url', `http://127.0.0.1:${proxy.port}`],
        ...['--draft', draft.draftId, '--team', draft.teamIds[SLOT - 1] ?? ''],
        ...['--token', await tokenFor(managerId(draft, SLOT))],
        ...['--queue', 'Player 31, player 5, Nobody At All'],
      ],
      {},
    );
  let drafter = await start();
  await drafter.untilSaid(/Drafting for Team 2/);

  let next = await othersPick(draft, 1);
  for (let round = 1; next !== undefined; round += 1) {
    await untilPicked(draft, next);
    if (round === 2 || round === 3) proxy.cut();
    if (round === 4) {
      // The server dies; the other teams have gone on when another one answers.
      api.program.child.kill('SIGKILL');
      await api.program.ended();
    }
    if (round === 6) {
      // The program itself dies, and is started anew when it is its turn.
      drafter.child.kill('SIGKILL');
      await drafter.ended();
    }
    next = await othersPick(draft, next + 1);
    if (round === 4) api = await startApi(database.url, { PORT: String(port) });
    if (round === 5) {
      await pauseDraft(database.pool, draft.draftId, draft.commissioner);
      await resumeDraft(database.pool, draft.draftId, draft.commissioner);
    }
    if (round === 6) drafter = await start();
  }
  expect(await drafter.ended(), drafter.said()).toBe(0);

  const own = (await board(database.pool, draft.draftId)).filter(({ slot }) => slot === SLOT);
  expect(own.map(({ source }) => source)).toEqual(Array(ROUNDS).fill('MANUAL'));
  const ranks = own.map(({ playerId }) => draft.players.indexOf(playerId ?? 0) + 1);
  // The players of its queue, then by rank what still fits; kicker (rank 9) and defense (rank 10) wait for the last two rounds.
  expect(ranks).toEqual([31, 5, 1, 2, 4, 6, 9, 10]);
  const said = drafter.said();
  expect(said).toMatch(/Team 2, the draft is completed:\n {2}1\. Player 31 \(RB\)\n/);
  expect(said.match(/^ {2}\d+\. Player/gm)).toHaveLength(ROUNDS);
  await proxy.close();
}, 60_000);

it('the drafting program says which arguments it needs', async () => {
  const program = startProgram(['examples/drafter.ts', '--draft', 'x'], {});
  expect(await program.ended()).toBe(2);
  expect(program.said()).toMatch(/--token/);
});

it('the following program says that a token is not good, and not that nobody answers', async () => {
  const { draftId } = await newDraft(database.pool);
  const program = startProgram(['examples/follow.mjs', api.url, draftId, 'bad'], {});
  expect(await program.ended()).toBe(1);
  expect(program.said()).toMatch(/^The token is not valid/);
});

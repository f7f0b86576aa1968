import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { between, oneOf } from '../random.ts';
import type { Habit, Place } from './habit.ts';

/** Drafts whose commissioner mends the board now and then. */
const SHARE = 0.2;
const PLAYED_MS = [2_000, 9_000] as const;
const PAUSED_MS = [0, 1_500] as const;
/** A rollback goes back so many picks at most. */
const FARTHEST = 4;

const ABOUT = '$draftId: UUID!';
const QUERIES = {
  look: `query (${ABOUT}) {
    draft(id: $draftId) { state version currentPick board { pickNumber teamId player { id } } }
  }`,
  rollBack: `mutation (${ABOUT}, $toPick: Int!, $version: Int!) {
    rollBackDraft(draftId: $draftId, toPick: $toPick, version: $version, note: "Again") { __typename }
  }`,
  undo: `mutation (${ABOUT}, $version: Int!) { undoLast(draftId: $draftId, version: $version) { __typename } }`,
  correct: `mutation (${ABOUT}, $pickNumber: Int!, $playerId: ID!, $version: Int) {
    correctPick(draftId: $draftId, pickNumber: $pickNumber, playerId: $playerId, version: $version) { __typename }
  }`,
  swap: `mutation (${ABOUT}, $pickNumber: Int!, $otherPickNumber: Int!, $version: Int!) {
    swapPicks(draftId: $draftId, pickNumber: $pickNumber, otherPickNumber: $otherPickNumber, version: $version) { __typename }
  }`,
  trade: `mutation (${ABOUT}, $trades: [PickTradeInput!]!, $version: Int) {
    tradePicks(draftId: $draftId, trades: $trades, version: $version) { __typename }
  }`,
  force: `mutation (${ABOUT}, $pickNumber: Int!) { forcePick(draftId: $draftId, pickNumber: $pickNumber) { repeated } }`,
  resume: `mutation (${ABOUT}) { resumeDraft(draftId: $draftId) { __typename } }`,
} as const;

const lookShape = z.object({
  draft: z.object({
    state: z.string(),
    version: z.number(),
    currentPick: z.number().nullable(),
    board: z.array(
      z.object({
        pickNumber: z.number(),
        teamId: z.string(),
        player: z.object({ id: z.coerce.number() }).nullable(),
      }),
    ),
  }),
});

/** The draft as the commissioner sees it. */
type Seen = z.output<typeof lookShape>['draft'];

type Deed = (place: Place, seen: Seen) => Promise<unknown>;

const rollBack: Deed = (place, { version, currentPick }) => {
  const toPick = Math.max(1, (currentPick ?? 1) - 1 - Math.floor(place.random() * FARTHEST));
  return tell(place, 'rollBack', { version, toPick });
};

const undo: Deed = (place, { version }) => tell(place, 'undo', { version });

const correct: Deed = async (place, { version, board }) => {
  const { random, draft } = place;
  const taken = new Set(board.map(({ player }) => player?.id));
  const cell = oneOf(random, board.filter(isMade));
  const playerId = oneOf(
    random,
    draft.pool.players.filter((id) => !taken.has(id)),
  );
  if (cell && playerId !== undefined)
    await tell(place, 'correct', { version, pickNumber: cell.pickNumber, playerId });
};

const swap: Deed = async (place, { version, board }) => {
  const made = board.filter(isMade);
  const one = oneOf(place.random, made);
  const other = oneOf(
    place.random,
    made.filter((cell) => cell !== one),
  );
  if (!one || !other) return;
  const cells = { pickNumber: one.pickNumber, otherPickNumber: other.pickNumber };
  await tell(place, 'swap', { version, ...cells });
};

/** One pick for another, perhaps the one on the clock: every roster has as many seats as its team has picks. */
const trade: Deed = async (place, { version, board }) => {
  const open = board.filter((cell) => !isMade(cell));
  const one = place.random() < 0.5 ? open[0] : oneOf(place.random, open);
  const other = oneOf(
    place.random,
    open.filter(({ teamId }) => teamId !== one?.teamId),
  );
  if (!one || !other) return;
  const trades = [
    { pickNumber: one.pickNumber, toTeamId: other.teamId },
    { pickNumber: other.pickNumber, toTeamId: one.teamId },
  ];
  await tell(place, 'trade', { version, trades });
};

const force: Deed = async (place, { currentPick }) => {
  if (currentPick !== null) await tell(place, 'force', { pickNumber: currentPick });
};

/** A commissioner rolls back, undoes, corrects, swaps, trades, and has the service pick, while others pick. */
export const mend: Habit = {
  async does(place) {
    const { draft, random, signal, notes } = place;
    // A stand-off has to end as it began.
    if (draft.kind.isStandOff || random() >= SHARE) return;
    notes.mended.add(draft.draftId);
    while (!signal.aborted) {
      await rest(place, PLAYED_MS);
      if (signal.aborted) return;
      const seen = await look(place);
      // Whoever follows a draft leaves at its end; a rollback that reopens one is tried elsewhere.
      if (seen === null || seen.state === 'COMPLETED') continue;
      const deed = oneOf(random, [rollBack, undo, correct, swap, trade, trade, force]);
      await deed?.(place, seen);
      await rest(place, PAUSED_MS);
      await tell(place, 'resume', {});
    }
  },
};

async function look(place: Place): Promise<Seen | null> {
  const { draftId, league } = place.draft;
  const answer = await place.ask(league.commissioner.userId, QUERIES.look, { draftId });
  return answer.kind === 'done' ? lookShape.parse(answer.data).draft : null;
}

function isMade({ player }: Seen['board'][number]): boolean {
  return player !== null;
}

async function rest({ random, signal }: Place, [least, most]: readonly [number, number]): Promise<void> {
  await sleep(between(random, least, most), undefined, { signal }).catch(() => undefined);
}

async function tell(
  place: Place,
  query: Exclude<keyof typeof QUERIES, 'look'>,
  more: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { draftId, league } = place.draft;
  const answer = await place.ask(league.commissioner.userId, QUERIES[query], { draftId, ...more });
  place.notes.told.push({ what: query === 'resume' ? 'resume' : 'mend', draftId, answer });
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { DraftEvent } from '../../../src/draft/events.ts';
import { between, oneOf } from '../random.ts';
import type { Habit, Place } from './habit.ts';
import { makePick } from './make_pick.ts';

/** Drafts with rules of time whose commissioner meddles with the clock now and then. */
const SHARE = 0.3;
const PLAYED_MS = [2_000, 9_000] as const;
/** So long a commissioner waits before they end an overtime, or resume after a planned pause. */
const PATIENCE_MS = [200, 2_500] as const;
/** The clock of the draft, and shorter and longer ones, in seconds. */
const CLOCKS = [2, 3, 4];

const QUERIES = {
  addTime: `mutation ($draftId: UUID!, $seconds: Float!) { addTime(draftId: $draftId, seconds: $seconds) { __typename } }`,
  resetClock: 'mutation ($draftId: UUID!) { resetClock(draftId: $draftId) { __typename } }',
  skipPick: `mutation ($draftId: UUID!, $pickNumber: Int!) { skipPick(draftId: $draftId, pickNumber: $pickNumber) { __typename } }`,
  resume: 'mutation ($draftId: UUID!) { resumeDraft(draftId: $draftId) { __typename } }',
  changeSettings: `mutation ($draftId: UUID!, $seconds: Float!) {
    changeDraftSettings(draftId: $draftId, settings: { secondsPerPick: $seconds }) { __typename }
  }`,
  pickFor: `mutation ($draftId: UUID!, $pickNumber: Int!, $playerId: ID!) {
    makePick(draftId: $draftId, pickNumber: $pickNumber, playerId: $playerId) { repeated }
  }`,
} as const;

type Deed = (place: Place, pickNumber: number) => Promise<unknown>;

const addTime: Deed = (place) => tell(place, 'addTime', { seconds: between(place.random, -3, 5) });
const resetClock: Deed = (place) => tell(place, 'resetClock', {});
const skipPick: Deed = (place, pickNumber) => tell(place, 'skipPick', { pickNumber });
const changeSettings: Deed = (place) =>
  tell(place, 'changeSettings', { seconds: oneOf(place.random, CLOCKS) ?? 3 });
const pickFor: Deed = async (place, pickNumber) => {
  const { draft, taken } = place;
  const playerId = draft.pool.players.find((id) => !taken.has(id));
  const { userId } = draft.league.commissioner;
  if (playerId !== undefined)
    await makePick(place, QUERIES.pickFor, { draftId: draft.draftId, pickNumber, playerId, userId });
};

/** A commissioner adds and takes time, resets clocks, skips picks and changes the settings, while others pick. */
export const keepTime: Habit = {
  async does(place) {
    const { random, signal } = place;
    if (!hasRules(place) || random() >= SHARE) return;
    while (!signal.aborted) {
      await rest(place, PLAYED_MS);
      if (signal.aborted) return;
      const deed = oneOf(random, [addTime, resetClock, changeSettings, skipPick]);
      // Whichever pick that is: it is refused where it is not on the clock.
      await deed?.(place, place.taken.size + 1);
    }
  },

  async hears(event, place) {
    const pickNumber = waitsForCommissioner(event);
    if (pickNumber === null) return;
    await rest(place, PATIENCE_MS);
    if (place.signal.aborted) return;
    if (event.kind === 'PAUSED') await tell(place, 'resume', {});
    else await oneOf(place.random, [addTime, resetClock, skipPick, pickFor])?.(place, pickNumber);
  },
};

/** The pick that does not go on without a commissioner, or may not. */
function waitsForCommissioner(event: DraftEvent): number | null {
  if (event.kind === 'CLOCK_RAN_OUT') return event.data.pickNumber;
  return event.kind === 'PAUSED' && event.data.cause === 'SCHEDULED' ? event.data.pickNumber : null;
}

function hasRules({ draft: { kind } }: Place): boolean {
  return kind.time !== undefined || kind.quietMinutes !== undefined;
}

async function rest({ random, signal }: Place, [least, most]: readonly [number, number]): Promise<void> {
  await sleep(between(random, least, most), undefined, { signal }).catch(() => undefined);
}

async function tell(place: Place, query: keyof typeof QUERIES, more: Record<string, unknown>): Promise<void> {
  const { draftId, league } = place.draft;
  const answer = await place.ask(league.commissioner.userId, QUERIES[query], { draftId, ...more });
  place.notes.told.push({ what: query === 'resume' ? 'resume' : 'time', draftId, answer });
}

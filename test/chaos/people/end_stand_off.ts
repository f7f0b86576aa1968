import { setTimeout as sleep } from 'node:timers/promises';
import { between } from '../random.ts';
import type { Habit } from './habit.ts';
import { makePick } from './make_pick.ts';

const FASTEST_MS = 200;
const SLOWEST_MS = 3_000;

const WAIVE = `mutation ($draftId: UUID!, $pickNumber: Int!, $playerId: ID!) {
  makePick(draftId: $draftId, pickNumber: $pickNumber, playerId: $playerId, waiveRoster: true) { repeated }
}`;

/** Where no free player fits and the draft is paused, its commissioner takes one who does not. */
export const endStandOff: Habit = {
  async hears(event, place) {
    const { draft, taken, random, signal, notes } = place;
    if (event.kind !== 'PAUSED' || event.data.cause !== 'NO_PLAYER_FITS') return;
    const { pickNumber } = event.data;
    const playerId = draft.pool.players.find((id) => !taken.has(id));
    if (playerId === undefined) return;
    await sleep(between(random, FASTEST_MS, SLOWEST_MS), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return void notes.openStandOffs.add(draft.draftId);
    const { userId } = draft.league.commissioner;
    const answer = await makePick(place, WAIVE, { draftId: draft.draftId, pickNumber, playerId, userId });
    if (answer.kind === 'unanswered') notes.openStandOffs.add(draft.draftId);
  },
};

import { setTimeout as sleep } from 'node:timers/promises';
import type { DraftEvent } from '../../../src/draft/events.ts';
import { between, oneOf } from '../random.ts';
import type { Habit } from './habit.ts';
import { makePick } from './make_pick.ts';

const PATIENCE_MS = [200, 6_000] as const;
const MAKE_UP = `mutation ($draftId: UUID!, $pickNumber: Int!, $playerId: ID!) {
  makePick(draftId: $draftId, pickNumber: $pickNumber, playerId: $playerId) { repeated }
}`;
const SWITCH_OFF = `mutation ($draftId: UUID!, $teamId: UUID!) {
  setAutopilot(draftId: $draftId, teamId: $teamId, autopilot: false) { __typename }
}`;

/** Managers who were away come back: they make up picks that were skipped, and switch off an autopilot that their misses switched on. */
export const comeBack: Habit = {
  async hears(event, place) {
    const teamId = missedBy(event);
    if (teamId === null || !place.draft.picking.has(teamId)) return;
    const { draft, taken, random, signal, notes } = place;
    await sleep(between(random, ...PATIENCE_MS), undefined, { signal }).catch(() => undefined);
    const userId = draft.league.managers.get(teamId) ?? null;
    if (signal.aborted || userId === null) return;
    const { draftId } = draft;
    if (event.kind === 'SKIPPED') {
      const playerId = oneOf(random, draft.pool.players.filter((id) => !taken.has(id)).slice(0, 8));
      const { pickNumber } = event.data;
      if (playerId !== undefined) await makePick(place, MAKE_UP, { draftId, pickNumber, playerId, userId });
    } else {
      const answer = await place.ask(userId, SWITCH_OFF, { draftId, teamId });
      notes.told.push({ what: 'autopilot', draftId, answer });
    }
  },
};

/** The team whose clock ran out, where it can come back to it. */
function missedBy(event: DraftEvent): string | null {
  if (event.kind === 'SKIPPED') return event.data.teamId;
  const isMissed = event.kind === 'AUTOPILOT_CHANGED' && event.data.cause === 'MISSES';
  return isMissed ? event.data.teamId : null;
}

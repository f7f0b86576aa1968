import { foldEvent } from '../../client/fold.ts';
import { type LiveState, UNKNOWN_DRAFT } from '../../client/live_state.ts';
import type { DraftEvent } from '../draft/events.ts';
import { requireConsistent, requirePossible } from './possible.ts';
import { toldEvent } from './told_event.ts';

/** The draft after all its events, the first of which created it. Throws when a number is missing, doubled or impossible. */
export function foldEvents(events: readonly DraftEvent[]): LiveState {
  const state = events.reduce<LiveState | null>((before, event) => applyEvent(before, event), null);
  if (!state) throw new Error('A draft without events was never created');
  return state;
}

/**
 * The draft after one more event, folded as clients do; `before` is null for the first. Throws where the event cannot have happened. Teams
 * have neither names nor managers here: events tell only how those change.
 */
export function applyEvent(before: LiveState | null, event: DraftEvent): LiveState {
  const start = before ?? UNKNOWN_DRAFT;
  if (event.version !== start.version + 1)
    throw new Error(`Event ${event.version} came where ${start.version + 1} was due`);
  requirePossible(start, event);
  const after = foldEvent(start, toldEvent(event));
  if (!after) throw new Error(`Event ${event.version} (${event.kind}) cannot be folded`);
  requireConsistent(start, after, event);
  return after;
}

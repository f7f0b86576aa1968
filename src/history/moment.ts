import { foldEvent } from '../../client/fold.ts';
import { type LiveState, UNKNOWN_DRAFT } from '../../client/live_state.ts';
import type { DraftEvent } from '../draft/events.ts';
import { toldEvent } from './told_event.ts';

/** A draft as an event left it. */
export interface Moment {
  readonly state: LiveState;
  /** When the event happened, an ISO text. */
  readonly at: string;
}

/**
 * The draft as the event of that number left it, from 1, folded from events alone; null where the draft has fewer. `readAfter` answers the
 * next events after a number, in order, none where there are none; a page at a time is kept in memory.
 */
export async function momentOf(
  version: number,
  readAfter: (after: number) => Promise<readonly DraftEvent[]>,
): Promise<Moment | null> {
  let moment: Moment = { state: UNKNOWN_DRAFT, at: '' };
  while (moment.state.version < version) {
    const page = await readAfter(moment.state.version);
    if (page.length === 0) return null;
    for (const event of page) {
      if (moment.state.version === version) break;
      const state = foldEvent(moment.state, toldEvent(event));
      if (!state) throw new Error(`Event ${event.version} came after ${moment.state.version}`);
      moment = { state, at: event.at };
    }
  }
  return moment;
}

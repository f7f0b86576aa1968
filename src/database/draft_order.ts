import type { DraftStateName } from '../draft/events.ts';
import type { DraftSettings } from '../draft/settings.ts';
import type { Actor } from './actor.ts';
import { call, rowsOf } from './call.ts';
import type { Queryable } from './queryable.ts';

const READ_ORDER = rowsOf('read_order').as<{
  state: DraftStateName;
  teamIds: string[];
  settings: DraftSettings;
  isDrawn: boolean;
}>();

/** What the order of a draft is judged by before it is changed. Throws a DraftError (DRAFT_NOT_FOUND, NOT_SIGNED_IN, NOT_COMMISSIONER). */
export function readOrder(db: Queryable, draftId: string, actor: Actor) {
  return READ_ORDER.one(db, [draftId, actor]);
}

/** Seats the teams of a draft that has not opened in that order. Answers its version. */
export function reorderSlots(
  db: Queryable,
  draftId: string,
  teamIds: readonly string[],
  actor: Actor,
  note: string | null = null,
): Promise<number> {
  return call(db, 'reorder_slots', [draftId, teamIds, actor, note]);
}

/** Notes the word that the manager of a team gives for the draw of the order. Answers the draft's version. */
export function giveWord(
  db: Queryable,
  draftId: string,
  { teamId, word }: { readonly teamId: string; readonly word: string },
  actor: Actor,
): Promise<number> {
  return call(db, 'give_word', [draftId, teamId, word, actor]);
}

/** Draws the order of a draft that has not opened, once. Answers its version. */
export function drawOrder(
  db: Queryable,
  draftId: string,
  actor: Actor,
  note: string | null = null,
): Promise<number> {
  return call(db, 'draw_order', [draftId, actor, note]);
}

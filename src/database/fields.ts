import { rowsOf } from './call.ts';
import type { Queryable } from './queryable.ts';

const READ_PREVIEW = rowsOf('read_draft_preview').as<{
  leagueName: string;
  state: string;
  teamCount: number;
  rounds: number;
  pickCount: number;
  onClock: string | null;
  lines: string[];
}>();

/** What a page says of a draft that everybody may watch, before anybody is asked who they are; null for every other draft. */
export function readDraftPreview(db: Queryable, draftId: string) {
  return READ_PREVIEW.first(db, [draftId]);
}

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

/** Something that waits for a person; a pick by draft and number, or an invitation. `until`: an ISO text. */
export interface Need {
  readonly kind: 'ON_THE_CLOCK' | 'NEXT' | 'TO_MAKE_UP' | 'INVITATION_OPEN';
  readonly until: string | null;
  readonly draftId: string | null;
  readonly pickNumber: number | null;
  readonly teamId: string;
  readonly invitationId: string | null;
}

const READ_NEEDS = rowsOf('read_needs', { times: 'text' }).as<Need>();

/** What waits for a person, the most urgent first; at most 500. */
export function readNeeds(db: Queryable, userId: string): Promise<Need[]> {
  return READ_NEEDS.all(db, [userId]);
}

import { rowsOf } from './call.ts';
import type { Queryable } from './queryable.ts';

const READ_PAGE = rowsOf('read_draft_page').as<{
  leagueName: string;
  state: string;
  teamCount: number;
  rounds: number;
  pickCount: number;
  onClock: string | null;
  /** What the room's own picture of a board is drawn from, which nobody else looks into. */
  picture: unknown;
}>();

/**
 * What the page of a draft says before any script runs, to a person, or to everybody; null where they may not watch it. The picture is null
 * before a draft opens, and of a board that is too large for a page.
 */
export function readDraftPage(db: Queryable, draftId: string, viewerId: string | null) {
  return READ_PAGE.first(db, [draftId, viewerId]);
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

import type { EventRow } from '../database/events.ts';

/**
 * Sent to a follower instead of events that it will not get: it read too slowly, knows a number that the draft has not
 * reached, or was told what the database lost. It has to read the draft again; what comes next follows on `version`.
 */
export interface Resync {
  readonly draftId: string;
  readonly version: number;
  /** The database's time at which the draft was at that version, or later; an ISO text. */
  readonly at: string;
  readonly kind: 'RESYNC';
  readonly data: Record<string, never>;
}

/** What a follower gets. */
export type LiveEvent = EventRow | Resync;

export function resync(draftId: string, { version, at }: { version: number; at: string }): Resync {
  return { draftId, version, at, kind: 'RESYNC', data: {} };
}

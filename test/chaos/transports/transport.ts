import type { DraftEvent } from '../../../src/draft/events.ts';

/** Where a draft's events come from, and after which number. */
export interface Connection {
  readonly url: string;
  readonly draftId: string;
  readonly after: number;
  readonly signal: AbortSignal;
  /** Which address of this machine listens; unless told, the system's choice. */
  readonly localAddress?: string | undefined;
}

/** The events of a draft over one connection, until that breaks, in whatever way. */
export type Transport = (connection: Connection) => AsyncIterable<DraftEvent>;

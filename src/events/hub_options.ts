import type { Queryable } from '../database/queryable.ts';
import type { Log } from '../telemetry/log.ts';

/** Hears what a hub does. None of these may throw. */
export interface HubObserver {
  /** So many follow now. */
  followers(count: number): void;
  /** A follower was told to read its draft again. */
  resynced(): void;
  /** New events were read: in so many milliseconds, so many of them. */
  newsRead(ms: number, events: number): void;
}

export interface HubOptions {
  /** Where events are read; the pool is the hub's alone, so that nobody waits behind a crowd of picks. */
  readonly db: Queryable;
  /** A connection of its own listens there. */
  readonly url: string;
  readonly log: Log;
  readonly observer: HubObserver;
  /** So many streams one person may follow at once in this process. */
  readonly mostPerPerson: number;
  /** So many streams the people of one address may follow at once who are not signed in. */
  readonly mostVisitorsPerAddress: number;
}

import type { Queryable } from '../database/queryable.ts';
import type { Log } from '../telemetry/log.ts';
import type { StreamLimits } from './open_streams.ts';

/** Is told what a hub does. None of these may throw. */
export interface HubObserver {
  /** How many followers there are now. */
  followers(count: number): void;
  /** A follower was told to read its draft again. */
  resynced(): void;
  /** New events were read: how long that took, and how many there were. */
  newsRead(ms: number, events: number): void;
}

export interface HubOptions extends StreamLimits {
  /** Where events are read: a connection pool of the hub's own, so that reads do not wait behind picks. */
  readonly db: Queryable;
  /** Where a connection of its own listens. */
  readonly url: string;
  readonly log: Log;
  readonly observer: HubObserver;
  /** Called when somebody may not follow any more. It must not throw. */
  readonly onRefused?: () => void;
  /** Runs a read of past events when it is the turn of whoever is at that address. */
  readonly pastTurn: PastTurn;
}

/** Has reads of the past take turns, so that nobody who reads much of it keeps news from others. */
export type PastTurn = <T>(address: string, read: () => Promise<T>) => Promise<T>;

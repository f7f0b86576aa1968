import type { ConnectionPool } from '../../src/database/connect.ts';
import type { Crowd } from './crowd.ts';
import type { ChaosDatabase } from './database.ts';
import type { Fleet } from './fleet.ts';
import type { Random } from './random.ts';

/** What faults are injected into. */
export interface Scene {
  readonly database: ChaosDatabase;
  /** Straight to the database, past every proxy. */
  readonly db: ConnectionPool;
  readonly fleet: Fleet;
  readonly crowd: Crowd;
  /** Something that must never happen, as it was seen. */
  readonly violations: string[];
  /** A fault lasts this long at most, in milliseconds. */
  readonly longestMs: number;
  /** Aborts when the time for faults is over: one that has not begun does not begin any more. */
  readonly signal: AbortSignal;
}

/** What a fault did: to whom, and how much of it. Null where nothing came of it. */
export interface Injury {
  readonly what: string;
  /** How many times it counts; once unless told. */
  readonly count?: number;
  /** When it began, in milliseconds since 1970, where that is later than when it was to begin. */
  readonly from?: number;
}

/** A kind of fault. */
export interface Fault {
  readonly name: string;
  /** What the last line calls it: "3 kills". */
  readonly counted: string;
  /** Does it, and ends when it is over. */
  inject(scene: Scene, random: Random): Promise<Injury | null>;
}

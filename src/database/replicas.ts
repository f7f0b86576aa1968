import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../telemetry/log.ts';
import { type ConnectionPool, endConnectionPool } from './connect.ts';
import { isUnavailable } from './connection_errors.ts';
import { TIMELINE } from './primary.ts';

/** In the time that a replica may be behind, it is asked so many times how far it is. */
const LOOKS = 4;
const LOOK_AT_LEAST_MS = 50;
/** A replica whose clock is so far from that of the primary is not read from: what clients are told of the time comes from there. */
const MOST_OFFSET_MS = 250;
/** What a replica refuses, and the primary does not: to write, and to go on where it has to remove what is read. */
const READ_ONLY = '25006';
const CONFLICT_WITH_RECOVERY = '40001';
/** It took too long, or nobody wants the answer any more: it would on the primary as well. */
const QUERY_CANCELED = '57014';

/** A standby that clients' reading may go to. */
export interface Replica {
  /** What logs and metrics call it: its host and port. */
  readonly name: string;
  readonly pool: ConnectionPool;
}

export interface ReplicasOptions {
  readonly replicas: readonly Replica[];
  readonly primary: () => ConnectionPool;
  /** What is read from a replica is at most so old, in milliseconds. */
  readonly mostLagMs: number;
  /** Told after each look how far behind a replica is, in milliseconds; infinity where that is not known. */
  readonly observe?: (name: string, lagMs: number) => void;
  /** Told of each read where it goes. */
  readonly count?: (from: 'replica' | 'primary') => void;
  readonly log: Log;
}

/** How far the log of the primary was, and that of a replica is. A position means nothing without the timeline: each promotion begins a new one. */
const WRITTEN = { lsn: 'pg_current_wal_lsn()', timeline: TIMELINE };
/**
 * Who may not see what is received (it takes pg_read_all_stats), or where nothing is, goes by the last checkpoint: after a fail-over that is the old
 * timeline for some minutes, in which the primary is read from. Of a server that is no standby any more nobody knows whose log it plays.
 */
const PLAYED = {
  lsn: 'case when pg_is_in_recovery() then pg_last_wal_replay_lsn() end',
  timeline: `coalesce(
    (select receiver.received_tli from pg_stat_get_wal_receiver() as receiver),
    (select checkpoint.timeline_id from pg_control_checkpoint() as checkpoint)
  )`,
};

/** What the primary had written when it was asked. Without what was committed with synchronous_commit off: readers may see that before it is written. */
interface Mark {
  readonly askedAt: number;
  readonly lsn: bigint;
  readonly timeline: number;
  /** How far its clock is from the one of this process, in milliseconds. */
  readonly clock: number;
}

/** What is known of a replica. */
interface Known extends Replica {
  /** It has everything that was committed before; performance.now(). */
  completeUntil: number;
  isBroken: boolean;
}

/**
 * Knows which replicas are fresh enough to be read from. No clock of another machine is believed: the primary is asked how far its log is, and a
 * replica that has played all of that has everything which was committed before the question.
 */
export class Replicas {
  readonly #options: ReplicasOptions;
  readonly #known: readonly Known[];
  readonly #stopping = new AbortController();
  readonly #looking: Promise<void>;
  #marks: Mark[] = [];
  #turn = 0;

  constructor(options: ReplicasOptions) {
    this.#options = options;
    this.#known = options.replicas.map((replica) => ({
      ...replica,
      completeUntil: Number.NEGATIVE_INFINITY,
      isBroken: false,
    }));
    this.#looking = this.#look();
  }

  /** A replica that is at most so far behind as it may be, in turn; null where there is none. */
  fresh(): Replica | null {
    const since = performance.now() - this.#options.mostLagMs;
    const fresh = this.#known.filter(({ isBroken, completeUntil }) => !isBroken && completeUntil >= since);
    this.#turn += 1;
    return fresh[this.#turn % fresh.length] ?? null;
  }

  /**
   * Reads from a fresh replica; where there is none, or it cannot answer, from the primary.
   * @param read must not change anything, and may be called twice
   */
  async read<T>(read: (pool: ConnectionPool) => Promise<T>, primary: ConnectionPool): Promise<T> {
    const replica = this.fresh();
    this.#options.count?.(replica === null ? 'primary' : 'replica');
    if (replica === null) return read(primary);
    try {
      return await read(replica.pool);
    } catch (error) {
      if (!isItsOwnFault(error)) throw error;
      this.#options.log.warn(
        { err: error, replica: replica.name },
        'A replica could not answer; the primary is asked',
      );
      if (isUnavailable(error)) this.#break(replica);
      return read(primary);
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#looking;
    await Promise.all(this.#known.map(({ pool }) => endConnectionPool(pool)));
  }

  #break(replica: Replica): void {
    const known = this.#known.find(({ pool }) => pool === replica.pool);
    if (known) known.isBroken = true;
  }

  async #look(): Promise<void> {
    const { signal } = this.#stopping;
    const everyMs = Math.max(LOOK_AT_LEAST_MS, this.#options.mostLagMs / LOOKS);
    // Each is looked at by itself: one that is silent must not make the others old.
    await Promise.all([
      this.#repeat(everyMs, signal, () => this.#mark()),
      ...this.#known.map((replica) => this.#repeat(everyMs, signal, () => this.#measure(replica))),
    ]);
  }

  async #repeat(everyMs: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      await work().catch((error: unknown) =>
        this.#options.log.debug({ err: error }, 'Could not ask how far it is'),
      );
      await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Remembers how far the primary is. */
  async #mark(): Promise<void> {
    const askedAt = performance.now();
    const { lsn, timeline, clock } = await positionOf(this.#options.primary(), WRITTEN);
    if (lsn === null) return;
    // A replica that is further behind than this is no use; what it has played is older than all that is kept.
    const since = askedAt - 2 * this.#options.mostLagMs - 1_000;
    const marks = this.#marks.filter((mark) => mark.askedAt >= since);
    this.#marks = [...marks, { askedAt, lsn, timeline, clock }];
  }

  async #measure(replica: Known): Promise<void> {
    try {
      const { lsn, timeline, clock } = await positionOf(replica.pool, PLAYED);
      const isPlayed = (mark: Mark) => lsn !== null && mark.timeline === timeline && mark.lsn <= lsn;
      const mark = this.#marks.findLast(isPlayed);
      const isOff = mark !== undefined && Math.abs(mark.clock - clock) > MOST_OFFSET_MS;
      replica.completeUntil = mark === undefined || isOff ? Number.NEGATIVE_INFINITY : mark.askedAt;
      replica.isBroken = false;
    } catch (error) {
      replica.isBroken = true;
      throw error;
    } finally {
      const lag = replica.isBroken ? Number.POSITIVE_INFINITY : performance.now() - replica.completeUntil;
      this.#options.observe?.(replica.name, lag);
    }
  }
}

interface Position {
  /** Null: nobody knows. */
  readonly lsn: bigint | null;
  readonly timeline: number;
  /** By how much the server's clock differs from ours, in milliseconds. */
  readonly clock: number;
}

/** How far the log of a server is, by SQL that answers it. */
async function positionOf(
  pool: ConnectionPool,
  { lsn, timeline }: { readonly lsn: string; readonly timeline: string },
): Promise<Position> {
  const before = performance.now();
  const { rows } = await pool.query<{ bytes: string | null; timeline: number; now: number }>(
    `select (${lsn} - '0/0'::pg_lsn)::text as bytes, ${timeline} as timeline,
            extract(epoch from clock_timestamp())::float8 * 1000 as now`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the server did not say how far it is');
  const at = (before + performance.now()) / 2;
  const { bytes, now } = row;
  return { lsn: bytes === null ? null : BigInt(bytes), timeline: row.timeline, clock: now - at };
}

function isItsOwnFault(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === QUERY_CANCELED) return false;
  return code === READ_ONLY || code === CONFLICT_WITH_RECOVERY || isUnavailable(error);
}

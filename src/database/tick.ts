import type { Queryable } from './queryable.ts';

/** What a worker process learns once a second. Times are milliseconds since 1970 on the database's clock. */
export interface Ticked {
  at: number;
  /** The processes that keep the time, in the same order for all of them: those whose alarms do not fail, while there are any. */
  live: string[];
  /** Drafts that are due soon, or already. */
  drafts: [draftId: string, dueAt: number, version: number][];
  /** Scheduled drafts that open soon, or should have. */
  starts: [draftId: string, startsAt: number][];
  /** Drafts whose alarm would not ring, or did not. */
  unarmed: string[];
  /** Processes that are gone and have left what they locked, by their numbers. */
  dead: number[];
  /** Whether the others can tell that this process lives. */
  registered: boolean;
}

/**
 * Who asks, how far ahead, how many drafts at most, whether picks could be made lately, and what the alarm of the process fails at
 * (null: nothing), so that the others do its work meanwhile.
 */
export interface TickQuestion {
  readonly processId: string;
  readonly aheadMs: number;
  readonly most: number;
  readonly isAble: boolean;
  readonly failure: string | null;
}

/** Says that the process lives, and asks what is due soon. */
export async function readTick(
  db: Queryable,
  { processId, aheadMs, most, isAble, failure }: TickQuestion,
): Promise<Ticked> {
  const { rows } = await db.query<Ticked>(
    `select at, live, drafts, starts, unarmed, dead, registered from app_private.tick($1, $2 * interval '1 millisecond', $3, $4, $5)`,
    [processId, aheadMs, most, isAble, failure],
  );
  if (!rows[0]) throw new Error('tick answered nothing');
  return rows[0];
}

import type { ConnectionPool } from '../src/database/connect.ts';

/** A draft that is picked for so much later than its deadline has not caught up. */
const ON_TIME_MS = 100;

/** The clocks that picks from a time on ended: when each ran out, by the event before the pick. $1: that time. */
const PICKS_SINCE = `
  select picked.draft_id, picked.at, (before.data ->> 'nextDeadline')::timestamptz as deadline,
         row_number() over (partition by picked.draft_id order by picked.version) as place
    from app_public.draft_events picked
    join app_public.draft_events before
      on before.draft_id = picked.draft_id and before.version = picked.version - 1
   where picked.kind = 'PICKED' and picked.at >= to_timestamp($1)`;

/** The database's time, in seconds since 1970. */
export async function timeThere(db: ConnectionPool): Promise<number> {
  const { rows } = await db.query<{ at: number }>(
    'select extract(epoch from clock_timestamp())::float8 as at',
  );
  const [row] = rows;
  if (!row) throw new Error('The database told no time');
  return row.at;
}

/** Drafts whose clock ran out before `until`, and `others`, and how they went on since `since`; seconds since 1970. */
export interface Concerned {
  readonly since: number;
  readonly until: number;
  readonly others: readonly string[];
}

/** How many drafts were concerned, and how late the latest of them went on, in seconds. */
export interface WentOn {
  readonly drafts: number;
  readonly seconds: number;
}

/**
 * How drafts went on after a kill: each is as late as its next pick is behind its deadline, or behind the kill where it was
 * overdue by then. Null while one of them still waits.
 */
export async function wentOn(
  db: ConnectionPool,
  { since, until, others }: Concerned,
): Promise<WentOn | null> {
  const { rows } = await db.query<{ waits: boolean; drafts: number; seconds: number | null }>(
    `with done as (
       select * from (${PICKS_SINCE}) as p
        where p.deadline <= to_timestamp($2) or p.place = 1 and p.draft_id = any ($3::uuid[])
     )
     select clock_timestamp() <= to_timestamp($2) or exists (
              select from app_public.drafts d
               where d.state = 'IN_PROGRESS'
                 and (d.next_deadline <= to_timestamp($2)
                      or d.id = any ($3::uuid[]) and d.id not in (select done.draft_id from done))
            ) as waits,
            count(distinct done.draft_id)::integer as drafts,
            max(extract(epoch from done.at - greatest(done.deadline, to_timestamp($1))))::float8 as seconds
       from done`,
    [since, until, others],
  );
  const [{ waits = true, drafts = 0, seconds = null } = {}] = rows;
  if (waits) return null;
  if (seconds === null) throw new Error('No draft was concerned: the kill was not measured');
  return { drafts, seconds };
}

/** How a service came back: seconds to the first pick, and until no draft was overdue by more than 100 ms. */
export interface CameBack {
  readonly first: number;
  readonly caughtUp: number;
}

/**
 * How a service came back since a start command. Drafts that fell due while the process was starting count as well: caught up is
 * the first moment at which no draft waits, not the pick of the last that waited at the start. Null until then.
 */
export async function cameBack(db: ConnectionPool, startedAt: number): Promise<CameBack | null> {
  const { rows } = await db.query<{ first: number | null; caughtUp: number | null }>(
    `with waits as (
       select p.deadline, p.at from (${PICKS_SINCE}) as p
       union all
       select d.next_deadline, null from app_public.drafts d where d.state = 'IN_PROGRESS'
     ), late as (
       select range_agg(tstzrange(w.deadline + $2 * interval '1 millisecond', w.at)) as times
         from waits w where w.deadline + $2 * interval '1 millisecond' < coalesce(w.at, clock_timestamp())
     )
     select (select extract(epoch from min(p.at) - to_timestamp($1))::float8 from (${PICKS_SINCE}) as p) as first,
            (select extract(epoch from upper(t) - to_timestamp($1))::float8
               from late, unnest(late.times) as t where t @> to_timestamp($1)) as "caughtUp"`,
    [startedAt, ON_TIME_MS],
  );
  const [{ first = null, caughtUp = null } = {}] = rows;
  return first === null || caughtUp === null ? null : { first, caughtUp };
}

import type { PickSource } from '../draft/event_kinds.ts';
import { instantText } from '../draft/instant_text.ts';
import type { Actor } from './actor.ts';
import { type Arguments, rowsOf } from './call.ts';
import type { Queryable } from './queryable.ts';

/** Of the drafts that were opened in a period; docs/numbers.md says what each number means. */
export interface Numbers {
  /** The period: ISO texts, up to but without `until`. */
  readonly since: string;
  readonly until: string;
  readonly drafts: Readonly<Record<DraftNumber, number>>;
  readonly sources: readonly SourceNumbers[];
  readonly rounds: readonly RoundNumbers[];
  readonly minutes: readonly MinuteNumbers[];
}

type DraftNumber =
  | 'opened'
  | 'completed'
  | 'running'
  | 'cancelled'
  | 'abandoned'
  | 'rolledBackDrafts'
  | 'rollbacks'
  | 'undonePicks'
  | 'corrections'
  | 'clocksRunOut'
  | 'autopilotsAfterMisses';

export interface SourceNumbers {
  readonly source: PickSource;
  readonly picks: number;
  /** Of all picks, from 0 to 1. */
  readonly share: number;
}

export interface RoundNumbers {
  readonly round: number;
  readonly picks: number;
  readonly timedPicks: number;
  /** Null where no pick was timed. */
  readonly medianSeconds: number | null;
  readonly p90Seconds: number | null;
  /** Places by which a player was taken before their ADP, or their rank where none is known; negative: after it. */
  readonly medianReach: number;
  readonly nearRankShare: number;
}

export interface MinuteNumbers {
  /** Its beginning, an ISO text. */
  readonly minute: string;
  readonly picks: number;
  readonly drafts: number;
}

const COUNT_DRAFTS = rowsOf('count_drafts').as<Numbers['drafts']>();
const COUNT_SOURCES = rowsOf('count_sources').as<SourceNumbers>();
const COUNT_ROUNDS = rowsOf('count_rounds').as<RoundNumbers>();
const COUNT_MINUTES = rowsOf('count_minutes', { times: 'text' }).as<MinuteNumbers>();

/** The numbers of a period, for an operator. Throws a DraftError (NOT_OPERATOR, PERIOD_INVALID). */
export async function readNumbers(
  db: Queryable,
  { since, until }: { readonly since: string; readonly until: string },
  actor: Actor,
): Promise<Numbers> {
  const period: Arguments<'count_drafts'> = [since, until, actor];
  // One after the other: each looks at every pick of the period.
  return {
    ...{ since, until },
    drafts: await COUNT_DRAFTS.one(db, period),
    sources: await COUNT_SOURCES.all(db, period),
    rounds: await COUNT_ROUNDS.all(db, period),
    minutes: await COUNT_MINUTES.all(db, period),
  };
}

/** The period of so many days up to now, on the database's clock. */
export async function lastDays(db: Queryable, days: number): Promise<{ since: string; until: string }> {
  const { rows } = await db.query<{ since: string; until: string }>(
    `select to_jsonb(at - make_interval(days => $1)) #>> '{}' as since, to_jsonb(at) #>> '{}' as until
       from (select clock_timestamp() as at) as now`,
    [days],
  );
  const [period] = rows;
  if (!period) throw new Error('the database told no time');
  return { since: instantText(period.since), until: instantText(period.until) };
}

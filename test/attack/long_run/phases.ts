import { type Percentiles, percentiles, round } from '../../../bench/statistics.ts';
import type { Wait } from '../../chaos/lateness.ts';
import type { PickAnswer } from '../../chaos/people/notes.ts';
import type { Attacked } from './assault.ts';
import type { MemorySample } from './memory.ts';

/** A span of time, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What was measured all along. */
export interface Samples {
  readonly answers: readonly PickAnswer[];
  readonly waits: readonly Wait[];
  readonly memory: readonly MemorySample[];
}

/** What people noticed during some time. */
export interface Noticed {
  /** From sending a pick by hand to its answer, in milliseconds. */
  readonly byHand: Percentiles & { readonly picks: number };
  /** From a deadline to its pick, on the database's clock, in milliseconds. */
  readonly clock: Percentiles & { readonly picks: number };
  /** The largest resident size of the server, in MiB. */
  readonly memory: number;
}

/** Picks that were sent, clocks that ran out, and memory that was held, in any of these spans. */
export function noticedIn(spans: readonly Span[], { answers, waits, memory }: Samples): Noticed {
  const isIn = (at: number) => spans.some(({ from, to }) => at >= from && at < to);
  const took = answers.filter(({ at }) => isIn(at)).map(({ ms }) => ms);
  const late = waits.filter(({ kind, deadline }) => kind === 'PICKED' && isIn(deadline)).map(({ ms }) => ms);
  return {
    byHand: { picks: took.length, ...percentiles(took) },
    clock: { picks: late.length, ...percentiles(late) },
    memory: round(Math.max(0, ...memory.filter(({ at }) => isIn(at)).map(({ mib }) => mib))),
  };
}

/** What people noticed while each attack lasted; several last at a time, so what one costs is also in the figures of the others. */
export function noticedByAttack(attacked: readonly Attacked[], samples: Samples): Map<string, Noticed> {
  const byName = [...Map.groupBy(attacked, ({ name }) => name)].sort(([a], [b]) => a.localeCompare(b));
  return new Map(byName.map(([name, spans]) => [name, noticedIn(spans, samples)]));
}

import { microseconds } from '../../src/demo/microseconds.ts';
import type { DraftEvent } from '../../src/draft/events.ts';

/** Whatever was due in so many milliseconds after a fault counts as after it. */
export const AFTERMATH_MS = 5_000;

/** A clock that ran out, and how long it took until something came of it: a pick, or time that was given back. */
export interface Wait {
  readonly draftId: string;
  /** The deadline, in milliseconds since 1970 on the database's clock. */
  readonly deadline: number;
  /** Below 0: the clock picked early. */
  readonly ms: number;
  readonly kind: 'PICKED' | 'TIME_RETURNED';
}

/** A fault that happened, in milliseconds since 1970 on this machine's clock, which is the database's. */
export interface Happened {
  readonly name: string;
  readonly counted: string;
  readonly count: number;
  readonly what: string;
  readonly from: number;
  readonly to: number;
}

/** How late picks were, in milliseconds. */
export interface Figures {
  readonly picks: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Every clock of a draft that ran out. */
export function waitsOf(draftId: string, history: readonly DraftEvent[]): Wait[] {
  const waits: Wait[] = [];
  let running: string | null = null;
  for (const event of history) {
    const { kind } = event;
    if ((kind === 'PICKED' || kind === 'TIME_RETURNED') && running !== null) {
      const deadline = microseconds(running);
      const ms = (microseconds(event.at) - deadline) / 1_000;
      const isByPerson =
        kind === 'PICKED' && (event.data.source === 'MANUAL' || event.data.source === 'COMMISSIONER');
      // The end of a stand-off has no deadline: the clock ran out, and could pick nobody.
      const isEndOfStandOff = kind === 'PICKED' && event.data.rosterWaived === true;
      if (!isEndOfStandOff && (!isByPerson || ms > 0))
        waits.push({ draftId, deadline: deadline / 1_000, ms, kind });
    }
    if (kind === 'PAUSED') running = null;
    if (kind === 'PICKED') running = event.data.nextDeadline;
    if (kind === 'OPENED' || kind === 'RESUMED' || kind === 'TIME_RETURNED') running = event.data.deadline;
    if (kind === 'AUTOPILOT_CHANGED') running = event.data.deadline ?? running;
  }
  return waits;
}

/** How late picks were that were due during each kind of fault and in the seconds after it, and how late all other picks were. */
export function latenessAfter(waits: readonly Wait[], faults: readonly Happened[]): Map<string, Figures> {
  const picks = waits.filter(({ kind }) => kind === 'PICKED');
  const isAfter = ({ from, to }: Happened, { deadline }: Wait) =>
    deadline >= from && deadline <= to + AFTERMATH_MS;
  const figures = new Map<string, Figures>();
  for (const [name, same] of Map.groupBy(faults, (fault) => fault.name)) {
    figures.set(name, summarise(picks.filter((wait) => same.some((fault) => isAfter(fault, wait)))));
  }
  const others = picks.filter((wait) => !faults.some((fault) => isAfter(fault, wait)));
  figures.set('none of them', summarise(others));
  return figures;
}

function summarise(waits: readonly Wait[]): Figures {
  const late = waits.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) => late[Math.max(0, Math.ceil(share * late.length) - 1)] ?? 0;
  return { picks: late.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

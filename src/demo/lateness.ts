import type { PickSource } from '../draft/event_kinds.ts';
import type { DraftEvent } from '../draft/events.ts';
import { microseconds } from '../draft/microseconds.ts';

/** A stretch of time on the database's clock. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** A pick and when the clock was to act for it, in microseconds. Positive lateness: made after it. */
export interface ClockedPick {
  readonly pickNumber: number;
  readonly source: PickSource;
  readonly deadline: number;
  readonly lateness: number;
}

/** Each pick with when the clock was to act by the events before it, all on the database's clock: the deadline, and the grace after it. */
export function clockedPicks(events: readonly DraftEvent[]): ClockedPick[] {
  const picks: ClockedPick[] = [];
  let running: string | null = null;
  for (const event of events) {
    if (event.kind === 'PICKED') {
      const { pickNumber, source } = event.data;
      const deadline = running === null ? Number.NaN : microseconds(running);
      picks.push({ pickNumber, source, deadline, lateness: microseconds(event.at) - deadline });
    }
    running = actsAfter(event, running);
  }
  return picks;
}

/** When the clock acts after an event, and `before` where it changes nothing of that; null where none runs. */
function actsAfter({ kind, data }: DraftEvent, before: string | null): string | null {
  switch (kind) {
    case 'OPENED':
    case 'RESUMED':
    case 'TIME_RETURNED':
    case 'SKIPPED':
    case 'TIME_ADDED':
    case 'CLOCK_RESET':
      return data.actsAt ?? data.deadline;
    case 'AUTOPILOT_CHANGED':
      return data.actsAt ?? data.deadline ?? before;
    case 'PICKED':
      return data.madeUp ? before : (data.actsAt ?? data.nextDeadline);
    case 'CLOCK_RAN_OUT':
      return null;
    default:
      return before;
  }
}

/** Whether the service picked, not a person. */
export function isByClock({ source }: ClockedPick): boolean {
  return source === 'AUTO' || source === 'AUTOPILOT';
}

/** How late picks were, in milliseconds. */
export interface Lateness {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** From deadline to pick: for picks due while a worker process ran, and for those made up after the outage. */
export function latenessOf(
  events: readonly DraftEvent[],
  outage: Span | null,
): { kept: Lateness; madeUp: Lateness } {
  const fellOut = ({ deadline }: ClockedPick) =>
    outage !== null && deadline >= microseconds(outage.from) && deadline <= microseconds(outage.to);
  const picks = clockedPicks(events).filter(isByClock);
  return {
    kept: summarise(picks.filter((pick) => !fellOut(pick))),
    madeUp: summarise(picks.filter(fellOut)),
  };
}

function summarise(picks: readonly ClockedPick[]): Lateness {
  const late = picks.map(({ lateness }) => lateness / 1_000).sort((a, b) => a - b);
  const at = (share: number) => late[Math.max(0, Math.ceil(share * late.length) - 1)] ?? 0;
  return { count: late.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

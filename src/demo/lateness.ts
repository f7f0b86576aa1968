import type { PickSource } from '../draft/event_kinds.ts';
import type { DraftEvent } from '../draft/events.ts';
import { microseconds } from './microseconds.ts';

/** A stretch of time on the database's clock. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** A pick and the deadline it was made for, in microseconds. Positive lateness: made after it. */
export interface ClockedPick {
  readonly pickNumber: number;
  readonly source: PickSource;
  readonly deadline: number;
  readonly lateness: number;
}

/** Each pick with the deadline that the events before it had set, all on the database's clock. */
export function clockedPicks(events: readonly DraftEvent[]): ClockedPick[] {
  const picks: ClockedPick[] = [];
  let running: string | null = null;
  for (const event of events) {
    if (event.kind === 'OPENED' || event.kind === 'RESUMED' || event.kind === 'TIME_RETURNED') {
      running = event.data.deadline;
    }
    if (event.kind === 'AUTOPILOT_CHANGED') running = event.data.deadline ?? running;
    if (event.kind !== 'PICKED') continue;
    const { pickNumber, source, nextDeadline } = event.data;
    const deadline = running === null ? Number.NaN : microseconds(running);
    picks.push({ pickNumber, source, deadline, lateness: microseconds(event.at) - deadline });
    running = nextDeadline;
  }
  return picks;
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

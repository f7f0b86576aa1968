import type { DraftEvent, PickSource } from '../draft/events.ts';

/** A stretch of time on the database's clock. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** A pick and the deadline it was made for. Positive lateness: made after it. */
export interface ClockedPick {
  readonly source: PickSource;
  readonly deadline: Date;
  readonly latenessMs: number;
}

/** Each pick with the deadline that the events before it had set, all on the database's clock. */
export function clockedPicks(events: readonly DraftEvent[]): ClockedPick[] {
  const picks: ClockedPick[] = [];
  let deadline: string | null = null;
  for (const event of events) {
    if (event.kind === 'OPENED' || event.kind === 'RESUMED') deadline = event.data.deadline;
    if (event.kind === 'AUTOPILOT_CHANGED') deadline = event.data.deadline ?? deadline;
    if (event.kind !== 'PICKED') continue;
    if (deadline !== null) {
      const due = new Date(deadline);
      picks.push({
        source: event.data.source,
        deadline: due,
        latenessMs: new Date(event.at).getTime() - due.getTime(),
      });
    }
    deadline = event.data.nextDeadline;
  }
  return picks;
}

/** How late the clock was: for picks due while a worker process lived, and for those made up after an outage. */
export interface Lateness {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly madeUp: number;
}

/** Milliseconds from deadline to the pick being written. Picks due during the outage are counted apart. */
export function latenessOf(events: readonly DraftEvent[], outage: Span | null): Lateness {
  const auto = clockedPicks(events).filter((pick) => pick.source === 'AUTO' || pick.source === 'AUTOPILOT');
  const isMadeUp = ({ deadline }: ClockedPick) =>
    outage !== null && deadline >= outage.from && deadline <= outage.to;
  const late = auto
    .filter((pick) => !isMadeUp(pick))
    .map((pick) => pick.latenessMs)
    .sort((a, b) => a - b);
  const at = (share: number) => late[Math.max(0, Math.ceil(share * late.length) - 1)] ?? 0;
  return {
    count: late.length,
    p50: at(0.5),
    p99: at(0.99),
    max: late.at(-1) ?? 0,
    madeUp: auto.length - late.length,
  };
}

import type { LiveState } from '../../client/live_state.ts';
import type { PickSource } from '../../src/draft/event_kinds.ts';
import type { DraftEvent } from '../../src/draft/events.ts';
import { microseconds } from '../../src/draft/microseconds.ts';
import { applyEvent } from '../../src/history/fold_events.ts';

/** Whatever was due in so many milliseconds after a fault counts as after it. */
export const AFTERMATH_MS = 5_000;

/** A clock that ran out, and how long it took until something came of it: a pick, time that was given back, or what its rules say. */
export interface Wait {
  readonly draftId: string;
  /** When the clock was to act, in milliseconds since 1970 on the database's clock. */
  readonly deadline: number;
  /** Below 0: the clock picked early. */
  readonly ms: number;
  readonly kind: (typeof OUTCOMES)[number];
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

/** What comes of a clock that ran out. */
const OUTCOMES = ['PICKED', 'TIME_RETURNED', 'SKIPPED', 'CLOCK_RAN_OUT'] as const;

/** Who picks when they want to; FORCED: the service, when a commissioner asks it to. */
const BY_PEOPLE: readonly PickSource[] = ['MANUAL', 'COMMISSIONER', 'FORCED'];

/** Every clock of a draft that ran out. */
export function waitsOf(draftId: string, history: readonly DraftEvent[]): Wait[] {
  const waits: Wait[] = [];
  let running: string | null = null;
  let before: LiveState | null = null;
  for (const event of history) {
    const kind = OUTCOMES.find((outcome) => outcome === event.kind);
    if (kind !== undefined && running !== null && !isMadeUp(event)) {
      const due = microseconds(running);
      const ms = (microseconds(event.at) - due) / 1_000;
      // The end of a stand-off has no deadline: the clock ran out, and could pick nobody.
      const isEndOfStandOff = event.kind === 'PICKED' && event.data.rosterWaived === true;
      if (!isEndOfStandOff && (!isByPerson(event) || ms > 0))
        waits.push({ draftId, deadline: due / 1_000, ms, kind });
    }
    try {
      before = applyEvent(before, event);
    } catch {
      // Another check tells of events that cannot have happened.
      return waits;
    }
    // In overtime, and where nothing is on the clock, there is none.
    running = before.actsAt;
  }
  return waits;
}

/** Whether a pick was made up, which has nothing to do with the clock that runs. */
function isMadeUp(event: DraftEvent): boolean {
  return event.kind === 'PICKED' && event.data.madeUp === true;
}

function isByPerson(event: DraftEvent): boolean {
  if (event.kind === 'SKIPPED') return event.data.cause === 'COMMISSIONER';
  return event.kind === 'PICKED' && BY_PEOPLE.includes(event.data.source);
}

/** How late picks were that were due during each kind of fault and in the seconds after it, and how late all other picks were. */
export function latenessAfter(waits: readonly Wait[], faults: readonly Happened[]): Map<string, Figures> {
  const picks = waits.filter(({ kind }) => kind !== 'TIME_RETURNED');
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

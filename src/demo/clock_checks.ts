import type { DraftEvent } from '../draft/events.ts';
import { microseconds } from '../draft/microseconds.ts';
import { clockedPicks, isByClock } from './lateness.ts';
import { type Check, check, type Remains } from './remains.ts';

const ms = (microseconds_: number) => `${(microseconds_ / 1_000).toFixed(1)} ms`;
const seconds = (microseconds_: number, digits: number) => `${(microseconds_ / 1e6).toFixed(digits)} s`;

/** A service's pick never comes before the deadline, not by a microsecond. */
export function checkNeverEarly({ events }: Remains): Check {
  const late = clockedPicks(events)
    .filter(isByClock)
    .map((pick) => pick.lateness);
  const early = late.filter((lateness) => !(lateness >= 0)).length;
  const figures = `${early} of ${late.length} early, the closest ${ms(Math.min(...late))} after its deadline`;
  return check('the clock never picked early', early === 0 && late.length > 0, figures);
}

/** A person's pick never comes after the deadline, not by a microsecond. */
export function checkInTime({ events }: Remains): Check {
  const left = clockedPicks(events)
    .filter((pick) => !isByClock(pick))
    .map((pick) => -pick.lateness);
  const late = left.filter((time) => !(time >= 0)).length;
  const figures = `${late} of ${left.length} late, the closest ${ms(Math.min(...left))} before the deadline`;
  return check('no person picked after their deadline', late === 0 && left.length > 0, figures);
}

/** What the clock had when it was paused is what it has when it goes on. */
export function checkPause({ events, pausedForSeconds }: Remains): Check {
  const name = 'the pause took nothing from the clock';
  const index = events.findIndex(({ kind }) => kind === 'PAUSED');
  const [paused, resumed] = events.slice(index);
  const deadline = deadlineAfter(events.slice(0, Math.max(0, index)));
  if (paused?.kind !== 'PAUSED' || resumed?.kind !== 'RESUMED' || deadline === null) {
    return check(name, false, 'it was not paused and resumed');
  }
  const ran = microseconds(deadline) - microseconds(paused.at);
  const kept = Math.round(paused.data.remainingSeconds * 1e6);
  const given = microseconds(resumed.data.deadline) - microseconds(resumed.at);
  const lasted = microseconds(resumed.at) - microseconds(paused.at);
  const holds = ran === kept && kept === given && lasted >= pausedForSeconds * 1e6;
  return check(
    name,
    holds,
    `${seconds(kept, 3)} left, ${seconds(given, 3)} given back after ${seconds(lasted, 1)}`,
  );
}

/** The deadline that the last of these events left running. */
function deadlineAfter(events: readonly DraftEvent[]): string | null {
  return events.reduce<string | null>((running, event) => {
    if (event.kind === 'PICKED') return event.data.nextDeadline;
    if (event.kind === 'OPENED' || event.kind === 'RESUMED') return event.data.deadline;
    return event.kind === 'AUTOPILOT_CHANGED' ? (event.data.deadline ?? running) : running;
  }, null);
}

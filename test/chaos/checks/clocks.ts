import type { LiveState } from '../../../client/live_state.ts';
import type { DraftEvent } from '../../../src/draft/events.ts';
import type { DraftSettings } from '../../../src/draft/settings.ts';
import { PLAIN_TIME } from '../../../src/draft/time_settings.ts';
import { applyEvent } from '../../../src/history/fold_events.ts';
import { microsecondsOf, openAmong, quietStretches, type Stretch } from '../../support/open_time.ts';
import type { PlayedDraft } from '../drafts.ts';
import type { Remains } from './remains.ts';
import { type Offence, type Verdict, verdict } from './verdict.ts';

/** Instants are exact to a microsecond, and so are amounts once they were added to one. */
const EXACT = 1n;
const A_DAY = 86_400_000_000n;

/** What was seen of the rules of time, and what was wrong. */
interface Found {
  clocks: number;
  /** Clocks that stood still for a while, since it was quiet. */
  quiet: number;
  readonly wrong: string[];
}

/** Whether each clock that began is as long as its rules say, in open time, which is computed here by other means. */
export function checkClocks(
  { events }: Pick<Remains, 'events'>,
  drafts: readonly Pick<PlayedDraft, 'draftId' | 'settings'>[],
): Verdict {
  const offences: Offence[] = [];
  let clocks = 0;
  let quiet = 0;
  for (const { draftId, settings } of drafts) {
    const found = clocksOf(events.get(draftId) ?? [], settings);
    clocks += found.clocks;
    quiet += found.quiet;
    const [first] = found.wrong;
    if (first !== undefined) offences.push({ draftId, what: first });
  }
  const told = [...events.values()].flat();
  const figures = [
    `${clocks} clocks`,
    `${quiet} over quiet time`,
    `${told.filter(({ kind }) => kind === 'SKIPPED').length} skipped picks`,
    `${told.filter((event) => event.kind === 'PICKED' && event.data.madeUp).length} made up`,
    `${told.filter(({ kind }) => kind === 'CLOCK_RAN_OUT').length} in overtime`,
    `${told.filter((event) => event.kind === 'AUTOPILOT_CHANGED' && event.data.cause === 'MISSES').length} autopilots by misses`,
    `${told.filter((event) => event.kind === 'PAUSED' && event.data.cause === 'SCHEDULED').length} planned pauses`,
  ];
  return verdict('each clock is as long as its rules say, in open time', offences, figures.join(', '));
}

function clocksOf(history: readonly DraftEvent[], created: DraftSettings): Found {
  const found: Found = { clocks: 0, quiet: 0, wrong: [] };
  const stretches = quietIn(history, created);
  let settings = created;
  let draft: LiveState | null = null;
  for (const event of history) {
    try {
      draft = applyEvent(draft, event);
    } catch {
      // Another check tells of events that cannot have happened.
      break;
    }
    if (event.kind === 'SETTINGS_CHANGED') settings = { ...settings, ...event.data.settings };
    if (!beginsClock(event) || draft.deadline === null) continue;
    const [at, deadline] = [microsecondsOf(event.at), microsecondsOf(draft.deadline)];
    found.clocks += 1;
    if (openAmong(stretches, at, deadline) < deadline - at) found.quiet += 1;
    const what = faultOf(draft, at, settings, stretches);
    if (what !== null) found.wrong.push(`event ${event.version} (${event.kind}): ${what}`);
  }
  return found;
}

/** The quiet stretches of a draft, from its first event until a day after its last one. */
function quietIn(history: readonly DraftEvent[], { quietHours }: DraftSettings): Stretch[] {
  const [first, last] = [history[0], history.at(-1)];
  if (!first || !last || !quietHours) return [];
  return quietStretches(quietHours, microsecondsOf(first.at), microsecondsOf(last.at) + A_DAY);
}

/** Whether an event begins a whole clock, by the settings as they are then. */
function beginsClock(event: DraftEvent): boolean {
  if (event.kind === 'PICKED') return event.data.madeUp !== true;
  return event.kind === 'OPENED' || event.kind === 'SKIPPED' || event.kind === 'CLOCK_RESET';
}

function faultOf(
  draft: LiveState,
  at: bigint,
  settings: DraftSettings,
  quiet: readonly Stretch[],
): string | null {
  const { graceSeconds, autopilotSeconds } = { ...PLAIN_TIME, ...settings };
  const cell = draft.cells[(draft.currentPick ?? 0) - 1];
  const team = draft.teams.find(({ id }) => id === cell?.teamId);
  const isAutopilot = team?.autopilot ?? false;
  const clockEndsAt = microsecondsOf(draft.clockEndsAt ?? '');
  const deadline = microsecondsOf(draft.deadline ?? '');
  const actsAt = microsecondsOf(draft.actsAt ?? '');
  const parts: [name: string, is: bigint, seconds: number][] = [
    [
      'pick clock',
      openAmong(quiet, at, clockEndsAt),
      isAutopilot ? autopilotSeconds : settings.secondsPerPick,
    ],
    ['bank', openAmong(quiet, clockEndsAt, deadline), isAutopilot ? 0 : (team?.bankSeconds ?? 0)],
    ['grace', actsAt - deadline, isAutopilot || cell?.isSkipped ? 0 : graceSeconds],
  ];
  for (const [name, is, seconds] of parts) {
    const difference = is - BigInt(Math.round(seconds * 1e6));
    if (difference > EXACT || difference < -EXACT)
      return `a ${name} of ${seconds} s lasts ${is} microseconds`;
  }
  return null;
}

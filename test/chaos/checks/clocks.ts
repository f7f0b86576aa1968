import type { DraftEvent } from '../../../src/draft/events.ts';
import { applyEvent, type FoldedDraft } from '../../../src/draft/fold.ts';
import type { DraftSettings } from '../../../src/draft/settings.ts';
import { PLAIN_TIME } from '../../../src/draft/time_settings.ts';
import { microsecondsOf, openAmong, quietStretches, type Stretch } from '../../support/open_time.ts';
import type { PlayedDraft } from '../drafts.ts';
import type { Remains } from './remains.ts';
import { type Offence, type Verdict, verdict } from './verdict.ts';

/** Instants are exact to a microsecond, and so are amounts once they were added to one. */
const EXACT = 1n;
const A_DAY = 86_400_000_000n;

/** Whether each clock that began is as long as its rules say, in open time, which is computed here by other means. */
export function checkClocks(
  { events }: Pick<Remains, 'events'>,
  drafts: readonly Pick<PlayedDraft, 'draftId' | 'settings'>[],
): Verdict {
  const offences: Offence[] = [];
  let clocks = 0;
  for (const { draftId, settings } of drafts) {
    const found = clocksOf(events.get(draftId) ?? [], settings);
    clocks += found.clocks;
    const [first] = found.wrong;
    if (first !== undefined) offences.push({ draftId, what: first });
  }
  return verdict('each clock is as long as its rules say, in open time', offences, `${clocks} clocks`);
}

function clocksOf(
  history: readonly DraftEvent[],
  created: DraftSettings,
): { clocks: number; wrong: string[] } {
  const [first, last] = [history[0], history.at(-1)];
  const quiet = created.quietHours;
  const stretches =
    first && last && quiet
      ? quietStretches(quiet, microsecondsOf(first.at), microsecondsOf(last.at) + A_DAY)
      : [];
  const wrong: string[] = [];
  let clocks = 0;
  let settings: DraftSettings = created;
  let draft: FoldedDraft | null = null;
  for (const event of history) {
    try {
      draft = applyEvent(draft, event);
    } catch {
      // Another check tells of events that cannot have happened.
      break;
    }
    if (event.kind === 'SETTINGS_CHANGED') settings = { ...settings, ...event.data.settings };
    if (!beginsClock(event) || draft.deadline === null) continue;
    clocks += 1;
    const what = faultOf(draft, microsecondsOf(event.at), settings, stretches);
    if (what !== null) wrong.push(`event ${event.version} (${event.kind}): ${what}`);
  }
  return { clocks, wrong };
}

/** Whether an event begins a whole clock, by the settings as they are then. */
function beginsClock(event: DraftEvent): boolean {
  if (event.kind === 'PICKED') return event.data.madeUp !== true;
  return event.kind === 'OPENED' || event.kind === 'SKIPPED' || event.kind === 'CLOCK_RESET';
}

function faultOf(
  draft: FoldedDraft,
  at: bigint,
  settings: DraftSettings,
  quiet: readonly Stretch[],
): string | null {
  const { bankSeconds, graceSeconds, autopilotSeconds } = { ...PLAIN_TIME, ...settings };
  const cell = draft.cells[(draft.currentPick ?? 0) - 1];
  const isAutopilot = draft.autopilot.includes(cell?.teamId ?? '');
  const clockEndsAt = microsecondsOf(draft.clockEndsAt ?? '');
  const deadline = microsecondsOf(draft.deadline ?? '');
  const actsAt = microsecondsOf(draft.actsAt ?? '');
  const bank = draft.banks[cell?.teamId ?? ''] ?? bankSeconds;
  const parts: [name: string, is: bigint, seconds: number][] = [
    [
      'pick clock',
      openAmong(quiet, at, clockEndsAt),
      isAutopilot ? autopilotSeconds : settings.secondsPerPick,
    ],
    ['bank', openAmong(quiet, clockEndsAt, deadline), isAutopilot ? 0 : bank],
    ['grace', actsAt - deadline, isAutopilot || cell?.skipped ? 0 : graceSeconds],
  ];
  for (const [name, is, seconds] of parts) {
    const difference = is - BigInt(Math.round(seconds * 1e6));
    if (difference > EXACT || difference < -EXACT)
      return `a ${name} of ${seconds} s lasts ${is} microseconds`;
  }
  return null;
}

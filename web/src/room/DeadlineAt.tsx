import { useMemo } from 'react';
import { quietWithin } from '../rules/quiet_within.ts';
import { hasNoClock, ownZone, SLOW_SECONDS } from '../rules/time_rules.ts';
import { when, whenIn } from '../texts/format.ts';
import { t } from '../texts.ts';
import { type RoomState, useRoom } from './room_state.ts';
import { useCalm } from './use_calm.ts';

/** Until when a slow clock runs, or one that stood in quiet hours: in the zone of whoever looks, and in the league's where that is another one. */
export function DeadlineAt() {
  const { state, sheet } = useRoom();
  const { deadline, quietUntil } = state;
  const { settings } = sheet;
  const isPainted = useCalm(true, () => false) !== null;
  const isQuiet = useMemo(
    () => deadline !== null && (quietUntil !== null || isOverQuietHours(settings, Date.parse(deadline))),
    [deadline, quietUntil, settings],
  );
  if (deadline === null || !settings || hasNoClock(settings)) return null;
  if (settings.secondsPerPick < SLOW_SECONDS && !isQuiet) return null;
  // Writing a date for the first time takes a slow phone a fifth of a second: the room is painted before, with the line left free.
  if (!isPainted) return <span className="until figures">{'\u00a0'}</span>;
  const zone = settings.quietHours?.zone ?? null;
  const there = zone !== null && zone !== ownZone() ? whenIn(deadline, zone) : null;
  return (
    <span className="until figures">
      <time dateTime={deadline}>
        {isQuiet ? t.room.untilQuiet(when(deadline)) : t.room.until(when(deadline))}
      </time>
      {there !== null && zone !== null && <span>{t.room.untilThere(there, zone)}</span>}
    </span>
  );
}

/** Whether quiet hours were added to the clock that runs: they lie within its whole time before the deadline. */
function isOverQuietHours(settings: RoomState['sheet']['settings'], end: number): boolean {
  if (!settings?.quietHours) return false;
  const wholeMs = (settings.secondsPerPick + settings.bankSeconds) * 1_000;
  return quietWithin(settings.quietHours, end - wholeMs, end);
}

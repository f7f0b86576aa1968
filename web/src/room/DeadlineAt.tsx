import { ownZone } from '../rules/time_rules.ts';
import { when, whenIn } from '../texts/format.ts';
import { t } from '../texts.ts';
import { useRoom } from './room_state.ts';

/** With a shorter clock people look at the countdown, not at their watch. */
const SLOW_SECONDS = 1_800;

/** Until when a slow clock runs: in the zone of whoever looks, and in the league's where that is another one. */
export function DeadlineAt() {
  const { state, sheet } = useRoom();
  if (state.deadline === null || (sheet.settings?.secondsPerPick ?? 0) < SLOW_SECONDS) return null;
  const zone = sheet.settings?.quietHours?.zone ?? null;
  const there = zone !== null && zone !== ownZone() ? whenIn(state.deadline, zone) : null;
  return (
    <span className="until figures">
      <time dateTime={state.deadline}>{t.room.until(when(state.deadline))}</time>
      {there !== null && zone !== null && <span>{t.room.untilThere(there, zone)}</span>}
    </span>
  );
}

import type { LiveState } from '../../../client/live_state.ts';
import type { DraftEvent } from '../../../src/draft/events.ts';
import { microseconds } from '../../../src/draft/microseconds.ts';
import { foldEvents } from '../../../src/history/fold_events.ts';
import { messageOf } from '../../../src/telemetry/error_text.ts';
import type { CellRow, DraftRow, Remains, SeatRow } from './remains.ts';
import { type Offence, type Verdict, verdict } from './verdict.ts';

/** Whether the events of each draft tell what its rows say. */
export function checkFold({ drafts, cells, seats, events }: Remains): Verdict {
  const offences: Offence[] = [];
  let count = 0;
  for (const draft of drafts) {
    const history = events.get(draft.id) ?? [];
    count += history.length;
    const what = differenceOf(draft, cells.get(draft.id) ?? [], seats.get(draft.id) ?? [], history);
    if (what !== null) offences.push({ draftId: draft.id, what });
  }
  return verdict(
    'events are gapless and fold to the state',
    offences,
    `${count} events of ${drafts.length} drafts`,
  );
}

/** How the tables differ from what the events tell; null where they do not. */
function differenceOf(
  draft: DraftRow,
  board: readonly CellRow[],
  seats: readonly SeatRow[],
  history: readonly DraftEvent[],
): string | null {
  try {
    const folded = foldEvents(history);
    const [told, written] = [factsOf(folded), factsOf(draft)];
    if (told !== written) return `the events tell ${told}, the row says ${written}`;
    const wrong = board.filter(({ pickNumber, teamId, playerId, source, isSkipped }) => {
      const cell = folded.cells[pickNumber - 1];
      const player = playerId === null ? null : String(playerId);
      const isSame = cell?.teamId === teamId && cell.playerId === player && cell.source === source;
      return !isSame || cell.isSkipped !== (isSkipped && player === null);
    });
    if (wrong.length > 0) return `${wrong.length} cells are not as the events tell`;
    const team = seats.find((seat) => isOtherwise(seat, folded));
    return team ? `team ${team.teamId} is not as the events tell: ${JSON.stringify(team)}` : null;
  } catch (error) {
    return messageOf(error);
  }
}

function factsOf(draft: DraftRow | LiveState): string {
  const { state, version, currentPick, deadline, clockEndsAt, actsAt, overtimeSince } = draft;
  const instants = [deadline, clockEndsAt, actsAt, overtimeSince].map((at) => at && microseconds(at));
  return JSON.stringify([state, version, currentPick, ...instants]);
}

function isOtherwise({ teamId, autopilot, bankSeconds, misses }: SeatRow, folded: LiveState): boolean {
  const told = folded.teams.find(({ id }) => id === teamId);
  if (told?.autopilot !== autopilot) return true;
  return bankSeconds !== null && (bankSeconds !== told.bankSeconds || misses !== told.misses);
}

import type { LiveState } from '../../client/live_state.ts';
import type { CellState, DraftState, SeatState } from '../database/draft_snapshots.ts';
import { microseconds } from '../draft/microseconds.ts';

/** A draft as its rows have it. */
export interface DraftRows {
  readonly draft: DraftState;
  readonly seats: readonly SeatState[];
  readonly cells: readonly CellState[];
}

/** Seconds are added up in another order by who writes them; less than this is no difference. */
const EXACT_SECONDS = 1e-6;

type Value = string | number | boolean | null | undefined;

/** How the rows of a draft differ from what its events tell, a sentence each; none where they agree. */
export function differencesOf(told: LiveState, { draft, seats, cells }: DraftRows): string[] {
  const found: string[] = [];
  const compare = (what: string, events: Value, rows: Value) => {
    if (!isSame(events, rows))
      found.push(`${what}: the events tell ${text(events)}, the row says ${text(rows)}`);
  };
  for (const name of ['version', 'state', 'currentPick', 'remainingSeconds'] as const)
    compare(name, told[name], draft[name]);
  for (const name of ['deadline', 'clockEndsAt', 'actsAt', 'overtimeSince'] as const)
    if (instant(told[name]) !== instant(draft[name])) compare(name, told[name], draft[name]);
  compare('teams', told.teams.length, seats.length);
  for (const seat of seats) {
    const team = told.teams[seat.slot - 1];
    const what = `slot ${seat.slot}`;
    compare(`${what}: team`, team?.id, seat.teamId);
    compare(`${what}: autopilot`, team?.autopilot, seat.autopilot);
    if (seat.bankSeconds !== null) compare(`${what}: bank`, team?.bankSeconds, seat.bankSeconds);
    if (seat.misses !== null) compare(`${what}: misses`, team?.misses, seat.misses);
  }
  compare('cells', told.cells.length, cells.length);
  for (const { draftId, playerId, ...cell } of cells) {
    const what = `pick ${cell.pickNumber}`;
    const known = told.cells[cell.pickNumber - 1];
    compare(`${what}: player`, known?.playerId, playerId === null ? null : String(playerId));
    for (const [name, value] of Object.entries(cell))
      compare(`${what}: ${name}`, known?.[name as keyof typeof cell], value);
  }
  return found;
}

function isSame(one: Value, other: Value): boolean {
  if (typeof one === 'number' && typeof other === 'number') return Math.abs(one - other) < EXACT_SECONDS;
  return one === other;
}

/** The same instant is written in several ways. */
function instant(time: string | null): number | null {
  return time === null ? null : microseconds(time);
}

function text(value: Value): string {
  return value === null || value === undefined ? 'none' : String(value);
}

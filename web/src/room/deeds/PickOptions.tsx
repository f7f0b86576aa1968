import type { LiveCell } from '../../../../client/live_state.ts';
import { pickLabel, useRoom } from '../room_state.ts';

/** Picks to choose from in a list: number, who was picked, and owner. */
export function PickOptions({ cells }: { readonly cells: readonly LiveCell[] }) {
  const { state, teams, view } = useRoom();
  return cells.map((cell) => (
    <option key={cell.pickNumber} value={cell.pickNumber}>
      {[
        pickLabel(cell, state.teams.length),
        // The player first: the end of a long line is cut off, and the player says more.
        cell.playerId && view.players.get(cell.playerId)?.name,
        teams.get(cell.teamId)?.name,
      ]
        .filter(Boolean)
        .join(' · ')}
    </option>
  ));
}

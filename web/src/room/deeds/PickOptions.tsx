import type { LiveCell } from '../../../../client/live_state.ts';
import { pickLabel, useRoom } from '../room_state.ts';

/** Picks to choose from in a list: number, owner, and who was picked. */
export function PickOptions({ cells }: { readonly cells: readonly LiveCell[] }) {
  const { state, teams, view } = useRoom();
  return cells.map((cell) => (
    <option key={cell.pickNumber} value={cell.pickNumber}>
      {[
        pickLabel(cell, state.teams.length),
        teams.get(cell.teamId)?.name,
        cell.playerId && view.players.get(cell.playerId)?.name,
      ]
        .filter(Boolean)
        .join(' · ')}
    </option>
  ));
}

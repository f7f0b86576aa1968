import type { LiveCell } from '../../../client/live_state.ts';
import type { RoomState } from '../room/room_state.ts';
import { t } from '../texts.ts';

type Row = readonly (string | number)[];

/** Every pick that was made, as the lines of a table under `t.results.columns`. */
function resultRows({ state, teams, view }: RoomState): Row[] {
  const made = state.cells.filter((cell): cell is LiveCell & { playerId: string } => cell.playerId !== null);
  return made.map((cell) => {
    const player = view.players.get(cell.playerId);
    return [
      ...[cell.pickNumber, cell.round, teams.get(cell.teamId)?.name ?? '', player?.name ?? ''],
      ...[player?.positions.join('/') ?? '', player?.proTeam ?? '', cell.source ?? ''],
    ];
  });
}

/** The table with tabs, as spreadsheets take it from the clipboard. */
export function tabsOf(room: RoomState): string {
  return [t.results.columns, ...resultRows(room)]
    .map((line) => line.map((value) => String(value).replace(/[\t\r\n]/g, ' ')).join('\t'))
    .join('\n');
}

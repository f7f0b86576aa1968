import type { LiveCell } from '../../../client/live_state.ts';
import { playersOf, type RoomState } from '../room/room_state.ts';
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

/** The table as CSV (RFC 4180). Texts that a spreadsheet would run as a formula get an apostrophe in front. */
export function csvOf(room: RoomState): string {
  const lines = [t.results.columns, ...resultRows(room)];
  return `${lines.map((line) => line.map(csvField).join(',')).join('\r\n')}\r\n`;
}

function csvField(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The table with tabs, as spreadsheets take it from the clipboard. */
export function tabsOf(room: RoomState): string {
  return [t.results.columns, ...resultRows(room)]
    .map((line) => line.map((value) => String(value).replace(/[\t\r\n]/g, ' ')).join('\t'))
    .join('\n');
}

/** The rosters as JSON: teams in draft order, each with its picks. */
export function jsonOf(room: RoomState): string {
  const teams = room.state.teams.map(({ id, name }) => ({
    team: name,
    picks: playersOf(room, id).map(({ cell, player }) => ({
      ...{ pick: cell.pickNumber, round: cell.round, player: player?.name ?? null },
      ...{ positions: player?.positions ?? [], proTeam: player?.proTeam ?? null, source: cell.source },
    })),
  }));
  return `${JSON.stringify({ league: room.league, teams }, null, 2)}\n`;
}

import type { ExportedBoard, ExportedCell } from '../../database/exports.ts';
import { type CsvValue, csvLine } from './csv.ts';

/** By this Excel knows that the file is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/** The columns of board.csv: their names, and what they hold of a cell. */
const COLUMNS: readonly (readonly [string, (cell: ExportedCell) => CsvValue])[] = [
  ['pick', (cell) => cell.pickNumber],
  ['round', (cell) => cell.round],
  ['slot', (cell) => cell.slot],
  ['team', (cell) => cell.teamName],
  ['player', (cell) => cell.playerName],
  ['positions', (cell) => cell.positions],
  ['pro_team', (cell) => cell.proTeam],
  ['source', (cell) => cell.source],
  ['reason', (cell) => cell.reason],
  ['picked_at', (cell) => cell.pickedAt],
  ['skipped', (cell) => cell.isSkipped],
];

/** A board as a CSV file, piece by piece. */
export function* csvOf({ pieces }: ExportedBoard): Generator<string, void> {
  yield BYTE_ORDER_MARK + csvLine(COLUMNS.map(([name]) => name));
  for (const piece of pieces)
    yield piece.map((cell) => csvLine(COLUMNS.map(([, valueIn]) => valueIn(cell)))).join('');
}

/** A board as a JSON file, piece by piece. */
export function* jsonOf({ pieces, ...draft }: ExportedBoard): Generator<string, void> {
  // The text of the draft ends with a brace, in front of which the cells go.
  yield `${JSON.stringify(draft).slice(0, -1)},"cells":[`;
  let separator = '\n';
  for (const piece of pieces) {
    yield separator + piece.map((cell) => JSON.stringify({ ...cell, playerId: idOf(cell) })).join(',\n');
    separator = ',\n';
  }
  yield '\n]}\n';
}

/** Ids of players are texts, as everywhere in the API. */
function idOf({ playerId }: ExportedCell): string | null {
  return playerId === null ? null : String(playerId);
}

/** Makes each piece when it is its turn: it takes the thread for some milliseconds, and so would all of them at once for many. */
export async function* inTurns(
  pieces: Iterable<string>,
  turn: () => Promise<void>,
): AsyncGenerator<string, void> {
  const making = pieces[Symbol.iterator]();
  for (;;) {
    await turn();
    const made = making.next();
    if (made.done) return;
    yield made.value;
  }
}

import { isKnownPosition } from '../draft/positions.ts';
import type { ColumnPlaces } from './columns.ts';
import { readPositions } from './read_positions.ts';
import type { Table, TableRow } from './table.ts';

/** A position or a team, rather than a name. */
const SHORT = /^[A-Z/]{1,4}$/;
const FIRST_NAME = /^\p{L}\D*$/u;

/**
 * A table in which names with a comma and without quotation marks, which have fallen into two cells, are put together: where that is so in
 * every row, and else in each row whose positions can be read that way only. The other rows stay as they are, with a cell too many.
 */
export function withWholeNames(table: Table, { name: place, positions }: ColumnPlaces): Table {
  const { headers, rows, delimiter } = table;
  if (place === undefined || delimiter !== ',') return table;
  const isSplit = ({ cells }: TableRow) =>
    cells.length === headers.length + 1 && cells.at(-1) !== '' && FIRST_NAME.test(cells[place + 1] ?? '');
  const split = rows.filter(isSplit);
  if (split.length === 0) return table;
  const isShort = ({ cells }: TableRow) => SHORT.test(cells[place + 1] ?? '');
  const whole = ({ line, cells }: TableRow): TableRow => {
    const name = `${cells[place]}, ${cells[place + 1]}`;
    return { line, cells: [...cells.slice(0, place), name, ...cells.slice(place + 2)] };
  };
  const says = positionsReader(
    rows.filter(({ cells }) => cells.length <= headers.length),
    positions,
  );
  const isEach = split.length === rows.length && !split.every(isShort);
  const areWhole = isEach && !split.some((row) => says(row) && !says(whole(row)));
  const isWhole = (row: TableRow) => areWhole || (!isShort(row) && !says(row) && says(whole(row)));
  return { ...table, rows: rows.map((row) => (isSplit(row) && isWhole(row) ? whole(row) : row)) };
}

/** Whether the cell for positions has only such as everybody knows, or as the rows without a cell too many have. */
function positionsReader(fitting: readonly TableRow[], place = -1): (row: TableRow) => boolean {
  const positionsOf = ({ cells }: TableRow) => readPositions(cells[place] ?? '').positions;
  const theirs = new Set(fitting.flatMap(positionsOf));
  return (row) => {
    const found = positionsOf(row);
    return found.length > 0 && found.every((position) => theirs.has(position) || isKnownPosition(position));
  };
}

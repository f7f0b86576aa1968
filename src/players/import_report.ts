import { sentence } from '../draft/sentence.ts';
import type { Column } from './columns.ts';
import type { DecimalSign } from './read_numbers.ts';

const MOST_LISTED = 30;

/** What was read as what. */
export interface ImportReport {
  readonly format: string;
  readonly decimalSign: DecimalSign;
  /** What each column was taken for. */
  readonly columns: readonly (readonly [column: Column, header: string])[];
  /** Headers, in quotes, of columns that nothing was read from; the place of one that has none. */
  readonly unused: readonly string[];
  /** What was read from columns that stand for nothing themselves. */
  readonly alsoUsed: readonly string[];
  /** The header of the column that ranks the players; null where the order of the file does. */
  readonly rankedBy: string | null;
  /** What was read otherwise than it is written, and for how many players. */
  readonly changes: readonly { readonly what: string; readonly players: number }[];
}

/** The report in lines, for the person who imports. `unranked`: how many players the ranking column says nothing of. */
export function reportLines(
  { format, decimalSign, columns, unused, alsoUsed, rankedBy, changes }: ImportReport,
  { encoding, unranked, namesakes }: { encoding: string; unranked: number; namesakes: readonly string[] },
): string[] {
  const comma = decimalSign === ',' ? ', a comma before decimals' : '';
  const last =
    unranked > 0
      ? `; ${players(unranked)} without it ${unranked === 1 ? 'comes' : 'come'} last, in the order of the file`
      : '';
  return [
    `Read as ${format}${comma}.`,
    `Encoding: ${encoding}.`,
    `Columns: ${columns.map(([column, header]) => `${column} from "${header}"`).join(', ')}.`,
    ...(alsoUsed.length > 0 ? [`Also used: ${listed(alsoUsed)}.`] : []),
    unused.length > 0 ? `Not used: ${listed(unused)}.` : 'Every column was used.',
    rankedBy === null
      ? 'Ranked in the order of the file: no column has a rank or an ADP.'
      : `Ranked by "${rankedBy}"${last}.`,
    ...(changes.length > 0 ? ['Changed:'] : []),
    ...changes.map((change) => `  ${change.what}: ${players(change.players)}`),
    ...(namesakes.length > 0
      ? [sentence(`Same name, team and positions under several ids, all imported: ${listed(namesakes)}`)]
      : []),
  ];
}

/** `1 player`, `2 players`. */
export function players(count: number): string {
  return count === 1 ? '1 player' : `${count} players`;
}

function listed(texts: readonly string[]): string {
  const more = texts.length > MOST_LISTED ? ` and ${texts.length - MOST_LISTED} more` : '';
  return `${texts.slice(0, MOST_LISTED).join(', ')}${more}`;
}

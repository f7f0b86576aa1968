import { foldName } from '../draft/fold_name.ts';
import { ImportError } from './import_error.ts';

/** What a column can mean to us. */
export const COLUMNS = ['rank', 'adp', 'name', 'first', 'last', 'positions', 'team', 'bye', 'id'] as const;
export type Column = (typeof COLUMNS)[number];

/** Which header stands for which column; the usual ones are known. */
export type ColumnMapping = Partial<Record<Column, string>>;

/** At which places of a row the columns stand. */
export type ColumnPlaces = Partial<Record<Column, number>>;

/** Usual headers, as {@link plainHeader} writes them; the first that a file has is taken. */
const USUAL_HEADERS: Readonly<Record<Column, readonly string[]>> = {
  rank: [
    ...[
      'rank',
      'rk',
      'rkov',
      'overallrank',
      'rankoverall',
      'overall',
      'ovr',
      'ecr',
      'rankecr',
      'ecrrank',
      'ecr1qb',
      '#',
    ],
    ...['searchrank', 'ranking'],
  ],
  adp: ['adp', 'averagedraftposition', 'avgdraftposition', 'avgpick', 'averagepick', 'consensusadp'],
  name: ['name', 'player', 'playername', 'fullname', 'displayname', 'playerteambye', 'overallname'],
  first: ['firstname', 'first', 'fname', 'forename', 'givenname'],
  last: ['lastname', 'last', 'lname', 'surname', 'familyname'],
  positions: [
    ...['positions', 'fantasypositions', 'eligiblepositions', 'eligibility', 'position', 'pos', 'slotname'],
    ...['positionrank', 'posrank'],
  ],
  team: [
    'team',
    'tm',
    'teamname',
    'teamabbr',
    'teamabbreviation',
    'nflteam',
    'nbateam',
    'mlbteam',
    'proteam',
    'club',
  ],
  bye: ['bye', 'byeweek', 'byes'],
  id: [
    'id',
    'playerid',
    'sleeperid',
    'gsisid',
    'fantasyproid',
    'fantasyprosid',
    'mflid',
    'espnid',
    'yahooid',
  ],
};

/** A header as it is compared: "Player Name", "player_name" and "PLAYER NAME" are one. */
function plainHeader(header: string): string {
  const folded = foldName(header);
  return folded.replace(/[^a-z0-9#]/g, '') || folded;
}

/** What keeps a header from being named for a column beside those that were named before; null where nothing does. */
export function namingProblem(before: ColumnMapping, column: Column, header: string): string | null {
  if (before[column] !== undefined) return `the column ${column} is named twice`;
  const other = COLUMNS.find((each) => {
    const named = before[each];
    return named !== undefined && plainHeader(named) === plainHeader(header);
  });
  return other === undefined ? null : `the header "${header}" is named for the column ${other} already`;
}

/**
 * Where the columns stand in a header line; those that it does not have are missing. A header that is named for one column stands for no
 * other, whatever it usually means.
 */
export function findColumns(headers: readonly string[], mapping: ColumnMapping): ColumnPlaces {
  const plain = headers.map(plainHeader);
  const named = new Set(Object.values(mapping).map(plainHeader));
  const places: ColumnPlaces = {};
  for (const column of COLUMNS) {
    const wanted = mapping[column];
    const titles =
      wanted === undefined
        ? USUAL_HEADERS[column].filter((title) => !named.has(title))
        : [plainHeader(wanted)];
    const place = titles.map((title) => plain.indexOf(title)).find((index) => index >= 0);
    if (place !== undefined) places[column] = place;
  }
  return places;
}

/** Whether players can be read from these columns: a name, whole or in two, and positions. */
export function isEnough(places: ColumnPlaces): boolean {
  return hasName(places) && places.positions !== undefined;
}

/** Whether a name can be read from these columns, whole or in two: enough for a ranking. */
export function hasName({ name, last }: ColumnPlaces): boolean {
  return name !== undefined || last !== undefined;
}

/** Throws an ImportError that names a column the file should have and has not, and the headers it has. */
export function requireColumns(
  headers: readonly string[],
  places: ColumnPlaces,
  mapping: ColumnMapping,
  needsPositions: boolean,
): void {
  const found = headers.map((header) => `"${header}"`).join(', ');
  for (const column of COLUMNS) {
    const wanted = mapping[column];
    if (wanted !== undefined && places[column] === undefined)
      throw new ImportError(`The file has no column "${wanted}". It has: ${found}.`);
  }
  if (hasName(places) && (!needsPositions || places.positions !== undefined)) return;
  if (Object.keys(places).length === 0)
    throw new ImportError(
      `The file has no header line: the first one has ${found}. Write one above it that names the columns, such as ${
        needsPositions ? 'name,positions' : 'name'
      }.`,
      [],
      [],
      {
        remedy: `Or say which is which with --column name=HEADER${needsPositions ? ' --column positions=HEADER' : ''}.`,
      },
    );
  const missing = needsPositions && places.positions === undefined ? 'positions' : 'name';
  throw new ImportError(`The file has no column for the ${missing}. It has: ${found}.`, [], [], {
    remedy: `Say which with --column ${missing}=HEADER.`,
  });
}

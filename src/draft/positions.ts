/**
 * Other names of positions, in capitals, and the one name that is used here. The one table: players, roster slots and filters
 * all read positions through it. `app_private.plain_position` is the same table in SQL; a test compares both.
 */
export const POSITION_ALIASES: Readonly<Record<string, string>> = {
  ...aliases('QB', 'QUARTERBACK'),
  ...aliases('RB', 'RUNNING BACK', 'RUNNINGBACK', 'HALFBACK', 'FULLBACK', 'HB', 'FB'),
  ...aliases('WR', 'WIDE RECEIVER', 'WIDERECEIVER', 'WIDEOUT'),
  ...aliases('TE', 'TIGHT END', 'TIGHTEND'),
  ...aliases('K', 'PK', 'KICKER', 'PLACE KICKER', 'PLACEKICKER'),
  ...aliases('DEF', 'DST', 'D/ST', 'D-ST', 'D ST', 'D&ST', 'D', 'DF', 'DEFENSE', 'DEFENCE', 'DEFENDER'),
  ...aliases('DEF', 'TEAM DEFENSE', 'TEAM DEFENCE', 'TEAM D', 'TMDEF', 'DEFENSE/ST', 'DEFENSE/SPECIAL TEAMS'),
  ...aliases('GK', 'GKP', 'GOALKEEPER'),
  ...aliases('MID', 'MIDFIELDER'),
  ...aliases('FWD', 'FORWARD', 'STRIKER'),
  ...aliases('PG', 'POINT GUARD'),
  ...aliases('SG', 'SHOOTING GUARD'),
  ...aliases('SF', 'SMALL FORWARD'),
  ...aliases('PF', 'POWER FORWARD'),
  ...aliases('C', 'CENTER', 'CENTRE', 'CATCHER'),
};

/** Seats that several positions may take, by the names that people and other services give them, in capitals. */
const FLEX_SEATS: Readonly<Record<string, readonly string[]>> = {
  FLEX: ['RB', 'WR', 'TE'],
  FLX: ['RB', 'WR', 'TE'],
  REC_FLEX: ['WR', 'TE'],
  WRRB_FLEX: ['RB', 'WR'],
  SUPER_FLEX: ['QB', 'RB', 'WR', 'TE'],
  SUPERFLEX: ['QB', 'RB', 'WR', 'TE'],
  'SUPER FLEX': ['QB', 'RB', 'WR', 'TE'],
  SFLEX: ['QB', 'RB', 'WR', 'TE'],
  SFLX: ['QB', 'RB', 'WR', 'TE'],
  OP: ['QB', 'RB', 'WR', 'TE'],
};

/** What single letters stand for in the name of a flex seat, such as W/R/T. */
const FLEX_LETTERS: Readonly<Record<string, string>> = { Q: 'QB', R: 'RB', W: 'WR', T: 'TE' };

function aliases(position: string, ...others: readonly string[]): Record<string, string> {
  return Object.fromEntries(others.map((other) => [other, position]));
}

/**
 * A position as it is called here: in capitals, without spaces around it, `DEF` for `D/ST`, `K` for `PK`. Only the letters of
 * ASCII have capitals, so that every language and every database agrees.
 */
export function plainPosition(position: string): string {
  const capitals = inCapitals(position);
  return Object.hasOwn(POSITION_ALIASES, capitals) ? (POSITION_ALIASES[capitals] ?? capitals) : capitals;
}

const POSITIONS: ReadonlySet<string> = new Set(Object.values(POSITION_ALIASES));

/** Whether a name is one of a position, or of one under another name, in whichever pool. */
export function isKnownPosition(name: string): boolean {
  return POSITIONS.has(plainPosition(name));
}

/**
 * The positions that a flex seat takes, by its name: `FLEX`, `SUPER_FLEX`, `W/R/T`, `WR/RB`. Undefined for every other name:
 * a name with slashes is one only when it is made of letters of {@link FLEX_LETTERS} alone.
 */
export function flexPositions(name: string): readonly string[] | undefined {
  const capitals = inCapitals(name);
  if (Object.hasOwn(FLEX_SEATS, capitals)) return FLEX_SEATS[capitals];
  const letters = capitals.split('/');
  if (letters.length < 2 || !letters.every((letter) => Object.hasOwn(FLEX_LETTERS, letter))) return undefined;
  return distinct(letters.map((letter) => FLEX_LETTERS[letter] ?? letter));
}

/** Positions as they are called here, each once; the names of flex seats, and several in one text (`WR/TE`), stand for the positions they take. */
export function plainPositions(positions: readonly string[]): string[] {
  return distinct(
    positions.flatMap(
      (position) => flexPositions(position) ?? severalIn(position) ?? [plainPosition(position)],
    ),
  );
}

/** The known positions that a text with slashes lists. Undefined where it is one position (`D/ST`), or has a part that is unknown. */
function severalIn(text: string): readonly string[] | undefined {
  const parts = text.split('/');
  if (parts.length < 2 || isKnownPosition(text) || !parts.every(isKnownPosition)) return undefined;
  return parts.map(plainPosition);
}

function inCapitals(text: string): string {
  return withoutSpacesAround(text).replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** A regular expression for it looks at each run of spaces once for each space in it. */
function withoutSpacesAround(text: string): string {
  let [from, to] = [0, text.length];
  while (text[from] === ' ') from += 1;
  while (to > from && text[to - 1] === ' ') to -= 1;
  return text.slice(from, to);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

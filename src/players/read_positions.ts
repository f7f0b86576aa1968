import { flexPositions, POSITION_ALIASES, plainPosition } from '../draft/positions.ts';

/** What sources add to positions: injuries, whether somebody plays at all, and seats that are no position. In capitals. */
const REMARKS = new Set([
  ...[
    'OUT',
    'GTD',
    'DTD',
    'IR',
    'IR-R',
    'IL',
    'IL+',
    'INJ',
    'O',
    'Q',
    'PUP',
    'PUP-R',
    'PUP-P',
    'NFI',
    'NFI-R',
    'SUSP',
    'SUS',
    'SSPD',
  ],
  ...[
    'COV',
    'DNR',
    'DNP',
    'RES',
    'PS',
    'FA',
    'RET',
    'NWT',
    'HOLDOUT',
    'QUESTIONABLE',
    'DOUBTFUL',
    'PROBABLE',
  ],
  ...[
    'G-LEAGUE',
    'GLEAGUE',
    'G LEAGUE',
    'TWO-WAY',
    'MINORS',
    'NA',
    'N/A',
    '-',
    '--',
    'NULL',
    'NONE',
    'BN',
    'BE',
    'BENCH',
  ],
]);

/** Letters and digits, at least one letter, and what joins them in a name. */
const LIKE_A_POSITION = /^(?=.*\p{L})[\p{L}\p{N}](?:[\p{L}\p{N} /&+-]*[\p{L}\p{N}+])?$/u;

/** The positions in a cell, and what was read otherwise than it is written: "D/ST" as DEF, "OUT" left out. */
export interface ReadPositions {
  readonly positions: readonly string[];
  readonly changes: readonly string[];
}

/**
 * "WR1", "PG,SG", "C OUT", "RB|WR", "D/ST", "te", "PG-SG", "WR, W/R/T": the positions in it by their usual names, each once. Ranks
 * behind positions and remarks are left out; a flex seat beside positions says nothing new, and alone stands for all it takes.
 */
export function readPositions(cell: string): ReadPositions {
  const changes = new Set<string>();
  const found: string[] = [];
  const seats: string[] = [];
  for (const word of wordsIn(cell)) {
    const written = withoutRank(word, changes);
    const capitals = written.toUpperCase();
    const flex = flexPositions(written);
    if (REMARKS.has(capitals)) {
      if (!['', '-', '--'].includes(word)) changes.add(`"${word}" beside positions left out`);
    } else if (flex) seats.push(written);
    else {
      const position = plainPosition(written);
      if (position !== written) changes.add(`position "${written}" read as ${position}`);
      if (!LIKE_A_POSITION.test(position))
        changes.add(`"${position}" kept as a position, though it looks like none`);
      found.push(position);
    }
  }
  for (const seat of seats) {
    const positions = flexPositions(seat) ?? [];
    if (found.length > 0) changes.add(`seat "${seat}" beside positions left out`);
    else changes.add(`seat "${seat}" read as ${positions.join(', ')}`);
  }
  const positions = found.length > 0 ? found : seats.flatMap((seat) => flexPositions(seat) ?? []);
  return { positions: [...new Set(positions)], changes: [...changes] };
}

/** The words of a cell: parted by commas and the like, then by white space, slashes and hyphens where the whole is no name. */
function wordsIn(cell: string): string[] {
  return cell
    .split(/[,;|]/)
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .flatMap((part) => (isName(part) ? [part] : part.replace(/\bg[ -]league\b/gi, 'G-League').split(' ')))
    .flatMap((word) => (isName(word) ? [word] : word.split(/[/&-]/)))
    .filter((word) => word !== '');
}

/** Whether a text is a name as it stands, with the hyphens, slashes and spaces in it. */
function isName(text: string): boolean {
  const capitals = bare(text).toUpperCase();
  return (
    Object.hasOwn(POSITION_ALIASES, capitals) ||
    REMARKS.has(capitals) ||
    flexPositions(capitals) !== undefined
  );
}

function bare(word: string): string {
  return word.replace(/(?<=[A-Za-z])\d+$/, '');
}

function withoutRank(word: string, changes: Set<string>): string {
  const written = bare(word);
  if (written !== word) changes.add('ranks behind positions left out, such as the 1 of WR1');
  return written;
}

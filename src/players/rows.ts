import { z } from 'zod';
import type { NewPlayer } from '../database/players.ts';
import { LONGEST_NAME, readName } from '../draft/names.ts';

/** How long a position and the name of a professional team may be, in code points. */
export const LONGEST_POSITION = 20;
export const LONGEST_PRO_TEAM = 40;
/** A larger ADP is none. */
export const MOST_ADP = 10_000;

/** A player as a source lists them, before they have a rank of the pool. */
export type SourcePlayer = Omit<NewPlayer, 'rank'> & {
  /** The source's own rank or ADP; players without one come last, in the order of the source. */
  readonly rank: number | null;
  /** The source's own id, where it has one. */
  readonly id: string | null;
  /** Where it stands in the file. */
  readonly line: number;
};

/** A row that cannot be a player: where it stands in the file, and what is wrong with it. */
export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
}

/** A text in its plain form; `what` names it in reasons. */
function plainText(what: string, most: number) {
  return z.string().transform((text, context): string => {
    // U+FFFD is what reading leaves of bytes that are no text.
    const reading = text.includes('\ufffd')
      ? { problem: 'has a character that could not be read (U+FFFD)' }
      : readName(text, most);
    if ('name' in reading) return reading.name;
    context.addIssue({ code: 'custom', message: `${what} ${reading.problem}` });
    return z.NEVER;
  });
}

const playerShape = z.object({
  name: z.string().min(1, 'there is no name').pipe(plainText('the name', LONGEST_NAME)),
  positions: z.array(plainText('a position', LONGEST_POSITION)).min(1, 'there is no position'),
  rank: z.number('the rank is not a number').positive('the rank is not a positive number').nullable(),
  proTeam: plainText('the team', LONGEST_PRO_TEAM).nullable(),
  byeWeek: z
    .int('the bye is not a week')
    .min(1, 'the bye is not a week')
    .max(60, 'the bye is not a week')
    .nullable(),
  adp: z
    .number('the ADP is not a number')
    .positive('the ADP is not a positive number')
    .max(MOST_ADP, `the ADP is more than ${MOST_ADP}`)
    .nullish()
    .transform((adp) => adp ?? null),
});

/** What a row of a ranking says of a player: who it is may be said by the name alone. */
const namedShape = playerShape.extend({
  positions: z.array(plainText('a position', LONGEST_POSITION)),
  byeWeek: z.unknown().transform(() => null),
});

/**
 * The player that a row at that line describes, or the reason why it describes none.
 * @param needsPositions whether a player without positions is none
 */
export function toPlayer(
  line: number,
  id: string | null,
  row: unknown,
  needsPositions = true,
): SourcePlayer | string {
  const parsed = (needsPositions ? playerShape : namedShape).safeParse(row);
  return parsed.success
    ? { ...parsed.data, id, line }
    : (parsed.error.issues[0]?.message ?? 'the row is not usable');
}

/** Ranks players from 1 without a gap: by the source's rank, and in its order where that says nothing. */
export function rankPlayers(players: readonly SourcePlayer[]): NewPlayer[] {
  return players
    .toSorted((a, b) => (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) || 0)
    .map(({ line: _line, id: _id, ...player }, index) => ({ ...player, rank: index + 1 }));
}

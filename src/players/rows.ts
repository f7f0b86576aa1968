import { z } from 'zod';
import type { NewPlayer } from '../database/door.ts';

/** A player as a source lists them, before they have a rank of the pool. */
export type SourcePlayer = Omit<NewPlayer, 'rank'> & {
  /** The source's own rank; players without one come last, in the order of the source. */
  readonly rank: number | null;
  /** Where it stands in the file. */
  readonly line: number;
};

/** A row that cannot be a player: where it stands in the file, and what is wrong with it. */
export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
}

/** A text of at most so many characters in one line, which PostgreSQL can store; `what` names it in reasons. */
function lineOfText(what: string, most: number) {
  return (
    z
      .string()
      .trim()
      .max(most, `${what} has more than ${most} characters`)
      .regex(/^\P{Cc}*$/u, `${what} has a control character`)
      // U+FFFD is what reading leaves of bytes that are not UTF-8; JSON can also spell half a character.
      .refine((text) => text.isWellFormed() && !text.includes('\ufffd'), `${what} is not UTF-8`)
  );
}

const playerShape = z.object({
  name: lineOfText('the name', 100).min(1, 'there is no name'),
  positions: z.array(lineOfText('a position', 20).min(1)).min(1, 'there is no position'),
  rank: z.number('the rank is not a number').positive('the rank is not a positive number').nullable(),
  proTeam: lineOfText('the team', 40).nullable(),
  byeWeek: z
    .int('the bye is not a week')
    .min(1, 'the bye is not a week')
    .max(60, 'the bye is not a week')
    .nullable(),
});

/** The player that a row at that line describes, or the reason why it describes none. */
export function toPlayer(line: number, row: unknown): SourcePlayer | string {
  const parsed = playerShape.safeParse(row);
  return parsed.success
    ? { ...parsed.data, line }
    : (parsed.error.issues[0]?.message ?? 'the row is not usable');
}

/** Ranks players from 1 without a gap: by the source's rank, and in its order where that says nothing. */
export function rankPlayers(players: readonly SourcePlayer[]): NewPlayer[] {
  return players
    .toSorted((a, b) => (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) || 0)
    .map(({ line: _line, ...player }, index) => ({ ...player, rank: index + 1 }));
}

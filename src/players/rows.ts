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

const playerShape = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'there is no name')
    .max(100, 'the name has more than 100 characters')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
    .regex(/^[^\u0000-\u001f\u007f]+$/, 'the name has a control character'),
  positions: z
    .array(z.string().min(1).max(20, 'a position has more than 20 characters'))
    .min(1, 'there is no position'),
  rank: z.number('the rank is not a number').positive('the rank is not a positive number').nullable(),
  proTeam: z.string().max(40, 'the team has more than 40 characters').nullable(),
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

import { z } from 'zod';
import { readName } from '../draft/names.ts';
import { PLAYER_STATUSES, type PlayerStatus } from '../draft/player_status.ts';

const LONGEST_NOTE = 500;
const LONGEST_TEAM = 40;
const MOST_ADP = 10_000;
const statuses = Object.keys(PLAYER_STATUSES) as [PlayerStatus, ...PlayerStatus[]];

/** One line of so many characters at most, in its plain form. */
export function lineOf(most: number) {
  return z.string().transform((text, context): string => {
    const reading = readName(text, most);
    if ('name' in reading) return reading.name;
    context.addIssue({ code: 'custom', message: `must be one line of 1 to ${most} characters` });
    return z.NEVER;
  });
}

/** A player of a pool: a number that the database has room for. A larger one would fail there, however often it is tried. */
export const playerId = z.int32();

/** Whether a player can play. */
export const playingStatus = z.enum(statuses);

/** What messages say that is new of a player; left out or null: as before. */
export const newsShape = {
  playerId,
  /** Whether the player can play; with it the note is a new one, or none. */
  status: playingStatus.nullish(),
  /** What is known, in a line. */
  note: lineOf(LONGEST_NOTE).nullish(),
  /** The average place at which the player is drafted elsewhere. */
  adp: z.number().positive().max(MOST_ADP).nullish(),
  /** The professional team now. */
  proTeam: lineOf(LONGEST_TEAM).nullish(),
};

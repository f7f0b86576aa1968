import { z } from 'zod';
import { setPlayerStatus } from '../database/players.ts';
import { readName } from '../draft/names.ts';
import { PLAYER_STATUSES, type PlayerStatus } from '../draft/player_status.ts';
import { listener } from './listener.ts';

const LONGEST_NOTE = 500;
const statuses = Object.keys(PLAYER_STATUSES) as [PlayerStatus, ...PlayerStatus[]];

/** A player of a pool was hurt, banned, or can play again. A pool belongs to no league, so whoever added the source must own it, or be an operator. */
export const playerStatusChanged = listener({
  kind: 'player.status_changed',
  version: 1,
  data: z.strictObject({
    poolId: z.uuid(),
    playerId: z.int(),
    status: z.enum(statuses),
    /** What is known, in a line. */
    note: z
      .string()
      .refine((text) => 'name' in readName(text, LONGEST_NOTE), 'must be one line of 1 to 500 characters')
      .nullish(),
    /** The average place at which the player is drafted elsewhere; null: as before. */
    adp: z.number().positive().max(10_000).nullish(),
  }),
  async handle({ db, actor }, { note, adp, ...which }) {
    const reading = note == null ? null : readName(note, LONGEST_NOTE);
    const plain = reading !== null && 'name' in reading ? reading.name : null;
    await setPlayerStatus(db, { ...which, note: plain, adp: adp ?? null, proTeam: null }, actor);
  },
});

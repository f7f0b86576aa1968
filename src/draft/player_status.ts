/** Whether a player of a pool can play, as far as is known: every status, and what it means. Pools never change, this does. */
export const PLAYER_STATUSES = {
  ACTIVE: 'Nothing is known against playing.',
  DOUBTFUL: 'Hurt or ill, and may play all the same.',
  OUT: 'Does not play for now.',
  IR: 'On injured reserve: out for weeks, or for the season.',
  SUSPENDED: 'Banned from playing for now.',
} as const;

/** One of the statuses of {@link PLAYER_STATUSES}. */
export type PlayerStatus = keyof typeof PLAYER_STATUSES;

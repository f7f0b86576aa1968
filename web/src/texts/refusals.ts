// What the service refuses, where its own sentence is for programs: by its code, for who presses buttons.

type Numbers = Readonly<Record<string, unknown>>;

const NOT_SIGNED_IN =
  'You are not signed in here any more. Open your link again, or ask your commissioner for a new one.';

/** A sentence, or undefined where the service's own one serves people as well. */
export const refusals: Readonly<Record<string, (numbers: Numbers) => string | undefined>> = {
  NOT_SIGNED_IN: () => NOT_SIGNED_IN,
  TOKEN_INVALID: () => NOT_SIGNED_IN,
  TEXT_INVALID: () =>
    'A name or a text is empty, too long, or has signs in it that nobody can see. Write it anew, then try again.',
  POOL_TOO_SMALL: ({ picks, players }) =>
    typeof picks === 'number' && typeof players === 'number'
      ? `The draft has ${picks} picks, but there are only ${players} of these players. Choose other players, or fewer rounds.`
      : undefined,
  START_INVALID: () =>
    'A draft starts in the future, at most two years ahead. Choose another time under “Start”, or none: then you open it with a button.',
  TEAM_LISTED_TWICE: () => 'Two teams have the same name. Give one of them another one.',
  STALE_VERSION: () => 'Somebody changed the draft meanwhile. Look at it again, then repeat what you did.',
  TOO_MANY_REQUESTS: () => 'That was too much in a short time. Wait a moment, then try again.',
  PLAYER_DOES_NOT_FIT: ({ mayWaiveRoster }) =>
    mayWaiveRoster === true
      ? 'No seat of the roster is left for this player, nor for any other free player. You run the league: take one of them without a seat.'
      : undefined,
  DRAFT_NOT_IN_PROGRESS: ({ mayWaiveRoster }) =>
    mayWaiveRoster === true
      ? 'The draft is paused because no free player fits the roster of the team. You run the league: take one of them without a seat.'
      : undefined,
};

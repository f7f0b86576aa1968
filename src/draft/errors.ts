import { MADE_OF_NUMBERS, sentenceOf } from './error_sentences.ts';
import { toldNumbers } from './told_numbers.ts';

/**
 * Every reason for which the rules refuse something, of drafts, leagues and who may act in them: the code that clients act on, and a
 * sentence that says what is true and what to do; what was found is told with it (error_sentences.ts). SQL raises these codes. Those of
 * the service around the rules, such as its limits, are in src/service_errors.ts; docs/error_codes.md shows both.
 */
export const draftErrorCodes = {
  NOT_SIGNED_IN: 'Nobody is signed in. Send a token of the person who asks, as "authorization": "Bearer …".',
  INVITATION_INVALID:
    'The invitation is not valid: unknown, used, taken back, or too old. Ask for a new one.',
  TEAM_HAS_MANAGER:
    'The team was given to a manager after this invitation was made. Ask the commissioner for a new one.',
  NOT_COMMISSIONER: 'Only the commissioner of the league may do this. Ask them.',
  NOT_YOUR_TEAM: 'This team is drafted for by somebody else. Act for your own team.',
  USER_NOT_FOUND: 'There is no such person. Check the id.',
  LEAGUE_NOT_FOUND: 'There is no such league. Check the id.',
  TEAM_NOT_FOUND: 'There is no such team here. Check the id and its league.',
  POOL_NOT_FOUND: 'There is no such player pool. Check the id.',
  NOT_YOUR_POOL: 'This player pool belongs to somebody else. Use another one, or import it yourself.',
  POOL_IN_USE:
    'Drafts were made with this player pool, so it stays. Leave it, or delete those drafts first if none was opened.',
  TOO_MANY_POOLS: 'A person has at most 50 player pools. Delete one that no draft uses.',
  DRAFT_NOT_FOUND: 'There is no such draft. Check the id.',
  PICK_NOT_FOUND: 'The board has no such pick. Read the board again.',
  PLAYER_NOT_IN_POOL: 'The player pool has no such player. Choose one of its players.',
  PLAYER_TAKEN: 'The player was drafted already. Choose another one.',
  PLAYER_DOES_NOT_FIT: 'No seat of the roster is left for this player. Choose another position.',
  PLAYER_LISTED_TWICE: 'A player is in the list twice. Name each player once.',
  PLAYER_NOT_IN_QUEUE: 'The player is not in the queue. Read the queue again.',
  QUEUE_TOO_LONG: 'A queue holds at most 500 players. Send fewer.',
  RANKING_NOT_FOUND: 'You have no such ranking. Read your rankings again.',
  RANKING_TOO_LONG: 'A ranking holds at most 5000 players. Send fewer.',
  TOO_MANY_RANKINGS: 'A person has at most 50 rankings. Delete one.',
  PICK_ALREADY_MADE:
    'This pick was made already, so it is neither made again nor traded. Read the board again.',
  PICK_FORFEITED: 'This pick was forfeited: nobody makes it. Name another one.',
  PICK_OPEN: 'This pick is not made, so there is nothing to correct or to swap. Make it, or trade it.',
  PICK_FIXED: 'This pick is a keeper or was forfeited: it is neither undone nor traded. Name another one.',
  NOTHING_TO_UNDO:
    'No pick of this draft is made, beside keepers, so there is no last one to undo. rollBackDraft with toPick also undoes skipped picks.',
  BOARD_CLOSED:
    'The board cannot be mended: the draft is not open yet, or it was cancelled. Before it opens, change its settings.',
  PICK_NOT_ON_CLOCK: 'Another pick is on the clock. Wait for your turn.',
  DRAFT_NOT_IN_PROGRESS:
    'The draft is not in progress: nobody picks before it starts, while it is paused, or when it is over. Wait until its clock runs.',
  DRAFT_OVER:
    'The draft is over, completed or cancelled: its settings, queues, strategies and autopilots stay, and nothing is suggested or reacted to.',
  DRAFT_WAS_OPENED:
    'A draft was opened once, so it and its league are kept. Archive them when they are over.',
  DRAFT_NOT_OVER: 'Only what is over is archived, and a draft is not. Wait for its end, or cancel it.',
  QUIET_HOURS:
    'It is quiet in this draft now, and its settings take no picks then. Pick when the quiet hours are over.',
  PICK_SKIPPED_BEFORE:
    'This pick was skipped before and came back: it is not skipped again. Pick for the team, or let the service pick.',
  DEADLINE_PASSED:
    'The clock of this pick ran out. The service picks for the team now: read the board again.',
  ILLEGAL_TRANSITION: 'The draft cannot change its state this way. Read its state again.',
  STALE_VERSION: 'The draft changed meanwhile. Read it again and repeat.',
  DRAFT_BUSY: 'Somebody else is changing the same right now. Try again.',
  NO_PLAYER_FITS: 'No free player of the pool fits the roster of the team. A commissioner has to decide.',
  STRATEGY_UNKNOWN: 'There is no strategy of that name. Choose one of the known ones.',
  STRATEGY_OPTIONS_INVALID:
    'The options do not fit the strategy. Compare them with its schema, which the query strategies answers.',
  ALARM_NOT_SET: 'The alarm of the draft could not be set, so nothing was changed. Try again.',
  TEAMS_OUT_OF_RANGE: 'A draft has 1 to 64 teams, and a league at least one. Name its teams.',
  TEAM_LISTED_TWICE: 'A team is named twice. Name each team once.',
  ROUNDS_OUT_OF_RANGE: 'A draft has 1 to 100 rounds. Choose a number of them.',
  ROUND_LISTED_TWICE: 'A round is named twice among the clocks. Name each round once.',
  ROUND_CLOCK_INVALID:
    'A clock is set for a round that the draft does not have, or in which nobody picks, or is that of all rounds. Correct or drop it.',
  CLOCK_OUT_OF_RANGE: 'A clock runs for 0.05 seconds to 30 days. Choose a time between.',
  QUIET_HOURS_INVALID:
    'Quiet hours name a known time zone and 1 to 14 windows, and leave at least an hour a week open, and so much that no clock lasts for over two years. Correct them.',
  ORDER_INVALID:
    'The order cannot be played as it is written, or says something that has no effect. Correct the order.',
  ORDER_FIXED:
    'The draft has opened or is over, so the order of its teams is fixed. Change it before a draft opens.',
  ORDER_DRAWN_BEFORE:
    'The order of this draft was drawn already, so no word counts any more. Nothing is to be done.',
  TRADE_INVALID:
    'A traded pick names a pick or an owner that does not exist, a pick twice, or its first owner. Correct it.',
  FORFEIT_INVALID: 'A forfeited pick is one that the board does not have, or is named twice. Correct it.',
  KEEPER_INVALID: 'A player cannot be kept for the pick that is named. Correct or drop the keeper.',
  NOTHING_TO_DRAFT: 'Every pick is forfeited or a keeper, so nothing is left to draft. Drop one of them.',
  ROSTER_INVALID:
    'A roster slot needs a name of its own, 1 to 100 seats, and positions that may sit there. Correct it.',
  ROSTER_TOO_LARGE:
    'A roster has at most 40 slots and 200 seats, and a slot takes at most 31 positions. Use fewer.',
  ROSTER_TOO_SMALL: 'The roster has fewer seats than a team has picks. Add seats or drop rounds.',
  ROSTER_CANNOT_BE_FILLED:
    'The pool has too few players for these seats of all rosters. Use another pool, or fewer seats, rounds or teams.',
  POSITION_MAXIMUM_INVALID:
    'A position maximum is not usable: it names a position of the pool once, and 0 to 100 players. Correct it.',
  POSITION_MAXIMUMS_TOO_LOW:
    'With these position maximums the rosters cannot be filled. Raise a maximum, or use fewer rounds or teams.',
  ROSTER_RULE_HOLDS:
    'A free player fits the roster of the team, so its rule is not waived. Choose one who fits, without waiveRoster.',
  ROSTER_TOO_COMPLEX: 'The roster mixes positions in too many ways. Use fewer positions or slots.',
  POOL_TOO_SMALL: 'The pool has fewer players than the draft has picks. Use a larger pool or fewer rounds.',
  POOL_INVALID:
    'The pool is not usable: it needs players with ranks of their own from 1, 1 to 31 positions, and short texts. Correct its players.',
  TIME_OUT_OF_RANGE: 'A setting of time is out of its bounds. Choose a value within them.',
  SETTINGS_CONTRADICT: 'Two settings contradict each other. Change one of them.',
  SETTINGS_FIXED:
    'Once a draft is open only its settings of time and who may watch can be changed: order, rounds, roster, trades, keepers, forfeits and start are fixed.',
  PAUSE_INVALID:
    'The planned pause would never come. Name a time ahead, at most two years, or a pick that comes later; leave out those that are over.',
  START_INVALID:
    'A draft starts in the future, at most two years ahead. Choose another time, or none: then somebody opens it.',
  SEAT_INVALID: 'The draft has no such place in its order. Name one from 1 to the number of teams.',
  TOO_MANY_PREVIEWS:
    'You have too many previews. Each is thrown away 24 hours after it began: try again then.',
  PERIOD_INVALID: 'The period cannot be counted. It begins before it ends, and has at most 366 days.',
  NOT_OPERATOR: 'Only an operator of the service may do this. Ask them.',
  PROCESS_NOT_FOUND: 'There is no such worker process any more. Read the status again.',
  ENDPOINT_NOT_FOUND: 'There is no such endpoint. Check the id.',
  ENDPOINT_ADDRESS_INVALID:
    'Events cannot be sent to this address. Use an https URL of a public host, without a user name or a password.',
  ENDPOINT_HAS_NO_SECRET: 'Only messages to webhooks are signed. Other kinds of endpoints have no secret.',
  TOO_MANY_ENDPOINTS:
    'A league has at most 10 endpoints, and so has the service for all leagues. Delete one.',
  SOURCE_NOT_FOUND: 'There is no such source of messages, or no such message. Check the id.',
  TOO_MANY_SOURCES: 'A league has at most 20 sources of messages. Delete one.',
  TOO_MANY_MESSAGES:
    'Too many messages of this source wait to be handled. None was taken: send it again in a minute.',
  DEAD_LETTER_NOT_FOUND: 'The endpoint has no such dead letter. Read its dead letters again.',
  CURSOR_UNKNOWN: 'There is no such place among the exported events. Export them from the first one.',
  TEXT_INVALID:
    'A name has 1 to 100 characters in one line, none of them invisible, for control or for the direction of text. Write another one.',
} as const;

/** One of the codes of {@link draftErrorCodes}. */
export type DraftErrorCode = keyof typeof draftErrorCodes;

/** The rules refuse something. `numbers` holds what a client needs to act: ids, limits, the state that was found; long texts are cut. */
export class DraftError extends Error {
  override readonly name = 'DraftError';
  readonly code: DraftErrorCode;
  readonly numbers: Readonly<Record<string, unknown>>;

  constructor(code: DraftErrorCode, numbers: Readonly<Record<string, unknown>> = {}) {
    const told = toldNumbers(numbers);
    super(sentenceOf(code, draftErrorCodes[code], told, MADE_OF_NUMBERS[code]));
    this.code = code;
    this.numbers = told;
  }
}

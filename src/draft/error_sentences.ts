import { visible } from './names.ts';

/** What belongs to a refusal: ids, limits, the state that was found. */
export type ErrorNumbers = Readonly<Record<string, unknown>>;

/** A value that is longer than this is not repeated in a sentence. */
const LONGEST_VALUE = 80;
/** A text that needs no quotation marks: a code, an id, a time. */
const ONE_WORD = /^[\w:.+-]+$/;
/** Names of things inside the database, which are no help to a person. */
const NOT_FOR_PEOPLE: readonly string[] = ['constraint'];
/** What says of which draft, team and player a refusal speaks, and when: programs read it, and whoever asked knows it. */
const CONTEXT: readonly string[] = [
  'at',
  'deadline',
  'draftId',
  'leagueId',
  'playerId',
  'poolId',
  'teamId',
  'userId',
];
/** Codes whose context is what is wrong. */
const ABOUT_THEIR_CONTEXT: Readonly<Record<string, readonly string[]>> = {
  DEADLINE_PASSED: ['at', 'deadline'],
  START_INVALID: ['at'],
  PAUSE_INVALID: ['at'],
  USER_NOT_FOUND: ['userId'],
  LEAGUE_NOT_FOUND: ['leagueId'],
  TEAM_NOT_FOUND: ['teamId'],
  POOL_NOT_FOUND: ['poolId'],
  DRAFT_NOT_FOUND: ['draftId'],
  PLAYER_NOT_IN_POOL: ['playerId'],
  PLAYER_LISTED_TWICE: ['playerId'],
  TEAM_LISTED_TWICE: ['teamId'],
};

/** Why an invitation opens nothing, for whoever has its link. */
const INVITATIONS: Readonly<Record<string, string>> = {
  UNKNOWN: 'This invitation is not known here. Copy the whole link, or ask for a new one.',
  USED: 'This invitation was used already: it works once. If it was not you who used it, ask for a new one.',
  REVOKED: 'This invitation was taken back; perhaps a newer one was sent. Use the newest, or ask for one.',
  NOT_YOURS: 'There is no such invitation to a team of a league that you run. Read the invitations again.',
  EXPIRED: 'This invitation is too old. Ask for a new one.',
};

/** What an address of an endpoint is, where that is no https URL of whatever host. */
const ADDRESSES: Readonly<Record<string, string>> = {
  DISCORD: 'Use the URL of a webhook of a Discord channel (https://discord.com/api/webhooks/…/…).',
  NATS: 'Use the subject that events are published under, such as drafts.events.',
  LOG: 'Leave the address out.',
};

/** What can be done about a draft in a state in which what was asked for is no change. */
const WHAT_NOW: Readonly<Record<string, string>> = {
  SCHEDULED: 'It has not begun: start it first.',
  PAUSED: 'It has begun: resume it (resumeDraft).',
  COMPLETED: 'It is over; a rollback of a pick opens it again.',
  CANCELLED: 'It is over for good.',
};

/** Why nobody picks in a draft in that state, and what would change it. */
const WHY_NOBODY_PICKS: Readonly<Record<string, string>> = {
  SCHEDULED: 'The draft has not begun, and nobody picks before it starts. Wait until its clock runs.',
  PAUSED: 'The draft is paused, and nobody picks meanwhile. Wait until its clock runs.',
  COMPLETED: 'The draft is completed, and nobody picks any more; a rollback of a pick opens it again.',
  CANCELLED: 'The draft was cancelled, and nobody picks any more: it is over for good.',
};

/** A sentence that is made of the numbers; where one of those that it needs is missing, the plain one is told. */
export interface MadeOfNumbers {
  readonly needs: readonly string[];
  readonly sentence: (numbers: ErrorNumbers) => string;
}

/** The sentences of the rules' codes that are made of their numbers. */
export const MADE_OF_NUMBERS: Readonly<Record<string, MadeOfNumbers>> = {
  TEXT_INVALID: {
    needs: ['problem'],
    sentence: ({ argument, problem }) =>
      `The text is not usable: ${argument ? `in ${writtenPath(String(argument))}, ` : ''}${problem}.`,
  },
  ENDPOINT_ADDRESS_INVALID: {
    needs: ['problem'],
    sentence: ({ kind, problem }) =>
      `Events cannot be sent to this address: ${problem}. ${ADDRESSES[String(kind)] ?? 'Use an https URL of a public host.'}`,
  },
  SETTINGS_CONTRADICT: {
    needs: ['settings', 'problem'],
    sentence: ({ settings, problem }) =>
      `The settings ${(settings as readonly string[]).join(' and ')} contradict each other: ${problem}. Change one of them.`,
  },
  SETTINGS_FIXED: {
    needs: ['settings', 'state'],
    sentence: ({ settings, state }) =>
      `The draft is ${state}, so ${(settings as readonly string[]).join(', ')} cannot be changed any more; settings of time can.`,
  },
  PAUSE_INVALID: {
    needs: ['beforePick', 'lastPick', 'problem'],
    sentence: ({ beforePick, lastPick, problem, isDrawn }) =>
      `A pause before pick ${beforePick} ${isDrawn === true ? 'might never come in the order that is drawn' : 'would never come'}: ${problem}. Name a pick up to ${lastPick}, or drop it.`,
  },
  ORDER_INVALID: {
    needs: ['problem'],
    sentence: ({ problem }) => `The order is not usable: ${problem}. Correct the order.`,
  },
  KEEPER_INVALID: {
    needs: ['slot', 'round', 'cellSlot', 'playerId', 'problem'],
    sentence: ({ slot, round, cellSlot, playerId, player, problem }) =>
      `The team of slot ${slot} cannot keep ${player ? `${player} (player ${playerId})` : `player ${playerId}`} for its pick of round ${round}${
        cellSlot === slot ? '' : `, slot ${cellSlot}`
      }: ${problem}. Correct or drop the keeper.`,
  },
  NOT_YOUR_TEAM: {
    needs: ['hasManager'],
    sentence: () =>
      'Nobody drafts for this team yet, so this is nobody’s to do. Whoever runs the league can give it a manager.',
  },
  POOL_NOT_FOUND: {
    needs: ['picks'],
    sentence: ({ picks }) =>
      `There is no player pool with the ${picks} players that these teams and rounds need. Import one, or use fewer teams or rounds.`,
  },
  NOTHING_TO_UNDO: {
    needs: ['pickNumber'],
    sentence: ({ pickNumber }) =>
      `No pick from pick ${pickNumber} on was made or skipped, beside keepers, so there is nothing to undo. Name an earlier one.`,
  },
  DRAFT_NOT_OVER: {
    needs: ['draftId', 'state'],
    sentence: ({ draftId, name, state }) =>
      `Only what is over is archived, and ${draftInWords(draftId, name)} is ${state}. Wait for its end, or cancel it.`,
  },
  DRAFT_WAS_OPENED: {
    needs: ['draftId'],
    sentence: ({ draftId, name }) =>
      `${draftInWords(draftId, name, 'The draft')} was opened once, so it and its league are kept. Archive them when they are over.`,
  },
  STRATEGY_UNKNOWN: {
    needs: ['strategy', 'known'],
    sentence: ({ strategy, known }) =>
      `There is no strategy ${JSON.stringify(strategy)}. Choose one of ${(known as readonly string[]).join(', ')}.`,
  },
  TEAM_LISTED_TWICE: {
    needs: ['name'],
    sentence: ({ name }) =>
      `Two teams of the league would be called ${JSON.stringify(name)}. Give each a name of its own.`,
  },
  TRADE_INVALID: {
    needs: ['problem'],
    sentence: ({ pickNumber, round, slot, problem }) =>
      `${
        pickNumber === undefined ? `The pick of round ${round}, slot ${slot}` : `Pick ${pickNumber}`
      } cannot be traded: ${problem}.`,
  },
  FORFEIT_INVALID: {
    needs: ['round', 'slot', 'problem'],
    sentence: ({ round, slot, problem }) =>
      `The pick of round ${round}, slot ${slot} cannot be forfeited: ${problem}. Correct it.`,
  },
  ROSTER_INVALID: {
    needs: ['problem'],
    sentence: ({ slot, problem }) =>
      `The roster slot ${JSON.stringify(slot ?? '')} is not usable: ${problem}.`,
  },
  ROSTER_TOO_SMALL: {
    needs: ['seats', 'picks', 'slot', 'rounds'],
    sentence: ({ seats, picks, slot, rounds }) =>
      `The roster has ${seats} seats, and the team of slot ${slot} has ${picks} picks${
        picks === rounds ? ', one each round' : ` by trades in ${rounds} rounds`
      }. Add seats, or drop rounds or trades.`,
  },
  ROUND_CLOCK_INVALID: {
    needs: ['problem'],
    sentence: ({ problem }) => `A clock of a round is not usable: ${problem}.`,
  },
  PLAYER_DOES_NOT_FIT: {
    needs: ['mayWaiveRoster'],
    sentence: () =>
      'No seat of the roster is left for this player, nor for any other free player. You run the league: pick any of them with waiveRoster: true.',
  },
  DRAFT_NOT_IN_PROGRESS: {
    needs: ['state'],
    sentence: ({ state, mayWaiveRoster }) =>
      mayWaiveRoster === true
        ? 'The draft is paused because no free player fits the roster of the team. You run the league: pick any of them with waiveRoster: true.'
        : (WHY_NOBODY_PICKS[String(state)] ??
          'The clock of the draft does not run, and nobody picks meanwhile. Wait until it does.'),
  },
  QUIET_HOURS_INVALID: {
    needs: ['problem'],
    sentence: ({ problem }) => `The quiet hours cannot be kept: ${problem}. Correct them.`,
  },
  STRATEGY_OPTIONS_INVALID: {
    needs: ['strategy', 'problem'],
    sentence: ({ strategy, problem }) =>
      `The options do not fit the strategy ${strategy}: ${problem}. The query strategies answers its schema.`,
  },
  POSITION_MAXIMUM_INVALID: {
    needs: ['position', 'problem'],
    sentence: ({ position, problem }) =>
      `The maximum of the position ${JSON.stringify(position)} is not usable: ${problem}.`,
  },
  ILLEGAL_TRANSITION: {
    needs: ['from', 'to'],
    sentence: ({ from, to }) =>
      `The draft is ${from} and cannot become ${to} this way. ${WHAT_NOW[String(from)] ?? 'Read its state again.'}`,
  },
  ROSTER_CANNOT_BE_FILLED: {
    needs: ['shortages'],
    sentence: ({ shortages }) =>
      `The pool has too few players for all rosters: ${shortagesInWords(shortages)}. Use another pool, or fewer seats, rounds or teams.`,
  },
  INVITATION_INVALID: {
    needs: ['reason'],
    sentence: ({ reason }) =>
      INVITATIONS[String(reason)] ?? 'The invitation is not valid. Ask for a new one.',
  },
};

/**
 * What a person is told: what is true and what to do, and what was found. `plain` is the sentence of the code; where it has none of its
 * own that is made of the numbers, these follow it in brackets.
 */
export function sentenceOf(code: string, plain: string, numbers: ErrorNumbers, made?: MadeOfNumbers): string {
  if (made?.needs.every((name) => numbers[name] !== undefined && numbers[name] !== ''))
    return visible(made.sentence(numbers));
  const facts = Object.entries(numbers).flatMap(([name, value]) =>
    isTold(code, name) ? factOf(name, value) : [],
  );
  return facts.length === 0 ? plain : visible(`${plain} (${facts.join(', ')})`);
}

/** `the draft "Main"`, or by its id where nobody named it. */
function draftInWords(id: unknown, name: unknown, begin = 'the draft'): string {
  return typeof name === 'string' ? `${begin} ${JSON.stringify(name)} (${id})` : `${begin} ${id}`;
}

/** `12 seats of K have 7 players, 12 seats of DEF have 8 players`. */
function shortagesInWords(shortages: unknown): string {
  const listed = shortages as readonly { slots: readonly string[]; seats: number; players: number }[];
  return listed
    .map(({ slots, seats, players }) => `${seats} seats of ${slots.join(', ')} have ${players} players`)
    .join('; ');
}

/** A name of several words as words: `pick number` for `pickNumber`. */
export function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function isTold(code: string, name: string): boolean {
  if (NOT_FOR_PEOPLE.includes(name)) return false;
  return !CONTEXT.includes(name) || Boolean(ABOUT_THEIR_CONTEXT[code]?.includes(name));
}

function factOf(name: string, value: unknown): string[] {
  const text = typeof value === 'string' && ONE_WORD.test(value) ? value : (JSON.stringify(value) ?? '');
  const isShort = value != null && value !== '' && text.length <= LONGEST_VALUE;
  return isShort ? [`${inWords(name)}: ${text}`] : [];
}

/** A path as people write it: `settings.rosterSlots[2].seats` for `settings.rosterSlots.2.seats`. */
export function writtenPath(path: string): string {
  return path.replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}

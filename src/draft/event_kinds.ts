import {
  CLOCK_INSTANTS,
  type ClockFacts,
  instantsAfter,
  kind,
  NO_CLOCK_RUNS,
  PICK_ON_CLOCK,
  TEAM_ON_CLOCK,
  TEAM_TIME,
  TEAM_TIMES,
  type TeamTime,
} from './event_kind.ts';

/**
 * Who made a pick: the manager, the commissioner in their place, the clock, autopilot, a keeper, or the service when a commissioner asked it to.
 */
export type PickSource = 'MANUAL' | 'COMMISSIONER' | 'AUTO' | 'AUTOPILOT' | 'KEEPER' | 'FORCED';

/** What the manager of a team gave for the draw of the order. */
export interface GivenWord {
  teamId: string;
  word: string;
}

/** A player whom a team kept: the cell that they cost is made when the draft opens. */
export interface KeptPick {
  pickNumber: number;
  teamId: string;
  playerId: number;
}

/** Facts of an event without any. */
type NoFacts = Record<never, never>;

/** Banks and misses of teams, as an event sets them. */
export interface ToldTeamTime {
  teamId: string;
  bankSeconds: number;
  misses: number;
}

/**
 * What can happen to a draft: the one table of event kinds. The types of events, their GraphQL types and enum, and their deadline come
 * from it; client/fold.ts has a case for each, and a test compares it with the enum of the database. Times are ISO texts of the database's clock.
 */
export const eventKinds = {
  CREATED: kind<
    {
      leagueId: string;
      poolId: string;
      teams: string[];
      rounds: number;
      startsAt: string | null;
      /** Events of earlier programs do not say it. */
      name?: string | null;
      /** The SHA-256 of the seed of the draw, in hexadecimal. Events of earlier programs do not say it. */
      promisedSeedHash?: string;
    },
    { teamIds: string[]; name: string | null; promisedSeedHash: string | null }
  >({
    type: 'DraftCreated',
    description: 'The draft was created.',
    deadline: NO_CLOCK_RUNS,
    fields: {
      leagueId: ['UUID!', 'The league, by its id.'],
      league: ['League', 'The league.'],
      poolId: ['UUID!', 'The players to choose from, by the id of their pool.'],
      pool: ['PlayerPool', 'The players to choose from.'],
      teamIds: ['[UUID!]!', 'The teams, in draft order: the first has slot 1.'],
      rounds: ['Int!', 'How many rounds.'],
      startsAt: ['Datetime', 'When it opens by itself; null: somebody opens it.'],
      name: ['String', 'What people call it; null: nobody named it.'],
      promisedSeedHash: [
        'String',
        'The SHA-256 of the seed that the order may be drawn from, in hexadecimal; null in events of earlier programs.',
      ],
    },
    told: ({ teams, name, promisedSeedHash }) => ({
      teamIds: teams,
      name: name ?? null,
      promisedSeedHash: promisedSeedHash ?? null,
    }),
  }),

  OPENED: kind<
    {
      /** The board by pick number: the slot of each cell and the slot of its owner. */
      slots: number[];
      owners: number[];
      secondsByRound: number[];
      pickNumber: number;
      teamId: string;
      deadline: string;
      /** Cells that are made already, and the numbers of those that nobody fills; missing where there are none. */
      keepers?: KeptPick[];
      forfeits?: number[];
      /** The bank of every team; missing in a plain draft. */
      bankSeconds?: number;
    } & ClockFacts
  >({
    type: 'DraftOpened',
    description: 'The board was laid out and the first pick put on the clock.',
    deadline: ({ deadline }) => deadline,
    fields: {
      ...PICK_ON_CLOCK,
      ...TEAM_ON_CLOCK,
      slots: ['[Int!]!', 'The slot of each cell of the board, by pick number.'],
      owners: ['[Int!]!', 'The slot of the team that owns each cell, by pick number.'],
      secondsByRound: ['[Float!]!', 'The clock of each round, in seconds.'],
      keepers: ['[KeptPick!]!', 'The picks that are made already: players whom their teams keep.'],
      forfeits: ['[Int!]!', 'The picks that nobody makes, by their numbers.'],
      bankSeconds: ['Float', 'The bank of every team, in seconds; null in a draft without rules of time.'],
      ...CLOCK_INSTANTS,
    },
    told: (facts) => ({
      keepers: facts.keepers ?? [],
      forfeits: facts.forfeits ?? [],
      ...instantsAfter(facts, facts.deadline),
    }),
  }),

  PICKED: kind<
    {
      pickNumber: number;
      round: number;
      slot: number;
      teamId: string;
      playerId: number;
      source: PickSource;
      strategy: string | null;
      reason: string | null;
      /** No free player fitted the roster, and the commissioner took one who does not. Picks of earlier programs do not say it. */
      rosterWaived?: boolean;
      nextPickNumber: number | null;
      nextTeamId: string | null;
      nextDeadline: string | null;
      /** The same as `nextDeadline`, by the name that all kinds have. Picks of earlier programs do not say it. */
      deadline?: string | null;
      /** The pick was skipped before and made up now: the clock that runs goes on. */
      madeUp?: boolean;
    } & ClockFacts &
      TeamTime
  >({
    type: 'DraftPicked',
    description: 'A player was drafted, and the next pick put on the clock.',
    deadline: ({ nextDeadline }) => nextDeadline ?? null,
    fields: {
      pickNumber: ['Int!', 'The pick that was made, by its number.'],
      pick: ['Pick', 'The pick that was made: the cell of the board.'],
      round: ['Int!', 'Its round.'],
      slot: ['Int!', 'Its slot.'],
      teamId: ['UUID!', 'The team it was made for, by its id.'],
      team: ['Team', 'The team it was made for.'],
      playerId: ['ID!', 'Who was drafted, by their id.'],
      player: ['Player', 'Who was drafted.'],
      source: ['PickSource!', 'Who made it.'],
      strategy: ['String', 'The strategy that chose, where one did.'],
      reason: ['String', 'Why it chose so, for people.'],
      rosterWaived: [
        'Boolean!',
        'Whether no free player fitted the roster and the commissioner took one who does not.',
      ],
      nextPickNumber: ['Int', 'The pick that is on the clock now, by its number; null after the last one.'],
      nextPick: ['Pick', 'The pick that is on the clock now: the cell of the board.'],
      nextTeamId: ['UUID', 'The team on the clock now, by its id; null after the last pick.'],
      nextTeam: ['Team', 'The team on the clock now.'],
      madeUp: [
        'Boolean!',
        'Whether the pick was skipped before and is made up now. The clock of the pick on the clock goes on then.',
      ],
      ...CLOCK_INSTANTS,
      ...TEAM_TIME,
    },
    told: (facts) => ({
      rosterWaived: facts.rosterWaived ?? false,
      madeUp: facts.madeUp ?? false,
      ...instantsAfter(facts, facts.nextDeadline),
    }),
  }),

  PAUSED: kind<{
    pickNumber: number;
    remainingSeconds: number;
    cause: 'COMMISSIONER' | 'SCHEDULED' | 'FAILING' | 'NO_PLAYER_FITS';
    /** What is left of the bank of the team on the clock; missing in a plain draft. */
    bankSeconds?: number;
  }>({
    type: 'DraftPaused',
    description: 'The clock was stopped.',
    deadline: NO_CLOCK_RUNS,
    fields: {
      ...PICK_ON_CLOCK,
      remainingSeconds: ['Float!', 'The time left on its pick clock, in seconds.'],
      bankSeconds: TEAM_TIME.bankSeconds,
      cause: [
        'String!',
        'COMMISSIONER: somebody paused the draft. SCHEDULED: the pause was planned. FAILING: the clock could not pick, and the service paused\n' +
          'it. NO_PLAYER_FITS: no free player fits the roster of the team on the clock, so its commissioner has to take one (makePick with\n' +
          'waiveRoster).',
      ],
    },
  }),

  RESUMED: kind<{ pickNumber: number; teamId: string; deadline: string } & ClockFacts & TeamTime>({
    type: 'DraftResumed',
    description: 'The clock goes on with the time that was left, or begins anew where the settings say so.',
    deadline: ({ deadline }) => deadline,
    fields: { ...PICK_ON_CLOCK, ...TEAM_ON_CLOCK, ...CLOCK_INSTANTS, bankSeconds: TEAM_TIME.bankSeconds },
    told: (facts) => instantsAfter(facts, facts.deadline),
  }),

  /** Nobody was there to pick when the clock ran out: the team is back on it, for so many seconds. */
  TIME_RETURNED: kind<
    { pickNumber: number; teamId: string; deadline: string; seconds: number } & ClockFacts & TeamTime
  >({
    type: 'DraftTimeReturned',
    description: 'Nobody was there to pick when the clock ran out, so the team has time again.',
    deadline: ({ deadline }) => deadline,
    fields: {
      ...PICK_ON_CLOCK,
      ...TEAM_ON_CLOCK,
      seconds: ['Float!', 'The time it has again, in seconds.'],
      ...CLOCK_INSTANTS,
      bankSeconds: TEAM_TIME.bankSeconds,
    },
    told: (facts) => instantsAfter(facts, facts.deadline),
  }),

  AUTOPILOT_CHANGED: kind<
    {
      teamId: string;
      autopilot: boolean;
      /** Events of earlier programs do not say it. */
      cause?: 'MANAGER' | 'COMMISSIONER' | 'MISSES';
      /** Only where the switch changed it: the team was on the clock. */
      deadline: string | null;
      /** Of the pick on the clock, changed or not. Events of earlier programs do not say it. */
      nextDeadline?: string | null;
    } & ClockFacts &
      TeamTime
  >({
    type: 'DraftAutopilotChanged',
    description: "A team's autopilot was switched.",
    note: 'The instants are those of the clock that the switch set; null where it left the clock as it was.',
    deadline: ({ nextDeadline, deadline }) => nextDeadline ?? deadline,
    fields: {
      teamId: ['UUID!', 'The team, by its id.'],
      team: ['Team', 'The team.'],
      autopilot: ['Boolean!', 'On or off.'],
      cause: [
        'String!',
        'Who switched it: MANAGER, COMMISSIONER, or MISSES: so many of its clocks ran out that the service picks for it. UNKNOWN in events of\n' +
          'earlier programs.',
      ],
      ...CLOCK_INSTANTS,
      ...TEAM_TIME,
    },
    told: (facts) => ({ cause: facts.cause ?? 'UNKNOWN', ...instantsAfter(facts, facts.deadline) }),
  }),

  MANAGER_CHANGED: kind<{
    teamId: string;
    /** Who drafts for the team now; null: nobody. */
    managerId: string | null;
    formerManagerId: string | null;
    /** Of the pick on the clock, as it was. */
    nextDeadline: string | null;
  }>({
    type: 'DraftManagerChanged',
    description: 'A team was given to another manager, or to nobody.',
    note: 'Who may not watch the draft any more sees this event last.',
    deadline: ({ nextDeadline }) => nextDeadline ?? null,
    fields: {
      teamId: ['UUID!', 'The team, by its id.'],
      team: ['Team', 'The team.'],
      managerId: ['UUID', 'Who drafts for it now, by their id; null: nobody.'],
      manager: ['User', 'Who drafts for it now; null also where whoever asks may not know them.'],
      formerManagerId: ['UUID', 'Who drafted for it until now, by their id; null: nobody.'],
      formerManager: [
        'User',
        'Who drafted for it until now; null also where whoever asks may not know them: who drafts for no team any more is unknown to most.',
      ],
    },
  }),

  COMPLETED: kind<NoFacts>({
    type: 'DraftCompleted',
    description: 'The last cell of the board was filled.',
    deadline: NO_CLOCK_RUNS,
    fields: {},
  }),

  CANCELLED: kind<NoFacts>({
    type: 'DraftCancelled',
    description: 'The draft was ended before its last pick.',
    deadline: NO_CLOCK_RUNS,
    fields: {},
  }),

  SKIPPED: kind<
    {
      pickNumber: number;
      round: number;
      slot: number;
      teamId: string;
      cause: 'CLOCK' | 'COMMISSIONER';
      nextPickNumber: number;
      nextTeamId: string;
      deadline: string;
    } & ClockFacts &
      TeamTime
  >({
    type: 'DraftSkipped',
    description: 'A pick was passed over; its team may make it up. The next pick was put on the clock.',
    deadline: ({ deadline }) => deadline,
    fields: {
      pickNumber: ['Int!', 'The pick that was passed over, by its number.'],
      pick: ['Pick', 'The pick that was passed over: the cell of the board.'],
      round: ['Int!', 'Its round.'],
      slot: ['Int!', 'Its slot.'],
      teamId: ['UUID!', 'The team that may make it up, by its id.'],
      team: ['Team', 'The team that may make it up.'],
      cause: ['String!', 'CLOCK: its clock ran out. COMMISSIONER: somebody who runs the league skipped it.'],
      nextPickNumber: ['Int', 'The pick that is on the clock now, by its number.'],
      nextPick: ['Pick', 'The pick that is on the clock now: the cell of the board.'],
      nextTeamId: ['UUID', 'The team on the clock now, by its id.'],
      nextTeam: ['Team', 'The team on the clock now.'],
      ...CLOCK_INSTANTS,
      ...TEAM_TIME,
    },
    told: (facts) => instantsAfter(facts, facts.deadline),
  }),

  CLOCK_RAN_OUT: kind<{ pickNumber: number; teamId: string } & TeamTime>({
    type: 'DraftClockRanOut',
    description: 'The clock ran out, and the draft waits for the team: overtime runs from this event on.',
    deadline: NO_CLOCK_RUNS,
    fields: { ...PICK_ON_CLOCK, ...TEAM_ON_CLOCK, ...TEAM_TIME },
  }),

  TIME_ADDED: kind<
    {
      pickNumber: number;
      teamId: string;
      seconds: number;
      deadline: string | null;
      /** What is left of the pick clock while the draft is paused. */
      secondsLeft?: number;
    } & ClockFacts &
      TeamTime
  >({
    type: 'DraftTimeAdded',
    description: 'The pick on the clock was given time, or some was taken.',
    deadline: ({ deadline }) => deadline,
    fields: {
      ...PICK_ON_CLOCK,
      ...TEAM_ON_CLOCK,
      seconds: ['Float!', 'How many seconds were added; negative where they were taken.'],
      secondsLeft: ['Float', 'What is left of the pick clock, in seconds, while the draft is paused.'],
      ...CLOCK_INSTANTS,
      bankSeconds: TEAM_TIME.bankSeconds,
    },
    told: (facts) => instantsAfter(facts, facts.deadline),
  }),

  CLOCK_RESET: kind<
    {
      pickNumber: number;
      teamId: string;
      deadline: string | null;
      /** What is left of the pick clock while the draft is paused. */
      secondsLeft?: number;
    } & ClockFacts &
      TeamTime
  >({
    type: 'DraftClockReset',
    description:
      'The clock of the pick on the clock began anew, with the bank as it was when the pick came on it.',
    deadline: ({ deadline }) => deadline,
    fields: {
      ...PICK_ON_CLOCK,
      ...TEAM_ON_CLOCK,
      secondsLeft: ['Float', 'What is left of the pick clock, in seconds, while the draft is paused.'],
      ...CLOCK_INSTANTS,
      bankSeconds: TEAM_TIME.bankSeconds,
    },
    told: (facts) => instantsAfter(facts, facts.deadline),
  }),

  SETTINGS_CHANGED: kind<{
    changed: string[];
    /** All settings after it, by the names that they are given under. */
    settings: { rounds: number } & Readonly<Record<string, unknown>>;
    startsAt: string | null;
    /** What every team's bank gained or lost, never below 0. */
    bankSecondsAdded: number;
    /** Of the pick on the clock, which keeps it. */
    nextDeadline: string | null;
  }>({
    type: 'DraftSettingsChanged',
    description: 'Settings of the draft were changed; those of time hold from the next pick on.',
    deadline: ({ nextDeadline }) => nextDeadline,
    fields: {
      changed: ['[String!]!', 'Which settings, by their names in DraftSettings.'],
      bankSecondsAdded: ['Float!', "What every team's bank gained or lost, in seconds; none falls below 0."],
    },
  }),

  ROLLED_BACK: kind<{
    toPick: number;
    cause: 'ROLL_BACK' | 'UNDO';
    undone: {
      pickNumber: number;
      teamId: string;
      /** Null: it was only skipped. */
      playerId: number | null;
      wasSkipped: boolean;
      /** After it. */
      isSkipped: boolean;
    }[];
    teamTimes: ToldTeamTime[];
    remainingSeconds: number;
  }>({
    type: 'DraftRolledBack',
    description: 'Picks were undone, and the draft is paused.',
    deadline: NO_CLOCK_RUNS,
    fields: {
      toPick: ['Int!', 'The pick that is on the clock, by its number.'],
      cause: ['String!', 'ROLL_BACK: to a pick that somebody named. UNDO: of the last pick.'],
      undone: ['[UndonePick!]!', 'What was undone, by pick number.'],
      teamTimes: TEAM_TIMES,
      remainingSeconds: ['Float!', 'The time left on its pick clock, in seconds.'],
    },
  }),

  PICK_CORRECTED: kind<{
    pickNumber: number;
    teamId: string;
    playerId: number;
    formerPlayerId: number;
    /** Of the pick on the clock, which keeps it. */
    nextDeadline: string | null;
  }>({
    type: 'DraftPickCorrected',
    description: 'A pick was given another player; later picks stay.',
    deadline: ({ nextDeadline }) => nextDeadline,
    fields: {
      pickNumber: ['Int!', 'The pick, by its number.'],
      pick: ['Pick', 'The pick: the cell of the board.'],
      teamId: ['UUID!', 'Its team, by its id.'],
      team: ['Team', 'Its team.'],
      playerId: ['ID!', 'Who is drafted with it now, by their id.'],
      player: ['Player', 'Who is drafted with it now.'],
      formerPlayerId: ['ID!', 'Who was, by their id.'],
      formerPlayer: ['Player', 'Who was.'],
    },
  }),

  PICKS_SWAPPED: kind<{
    pickNumber: number;
    otherPickNumber: number;
    playerId: number;
    otherPlayerId: number;
    /** Of the pick on the clock, which keeps it. */
    nextDeadline: string | null;
  }>({
    type: 'DraftPicksSwapped',
    description: 'Two picks swapped their players; later picks stay.',
    deadline: ({ nextDeadline }) => nextDeadline,
    fields: {
      pickNumber: ['Int!', 'One of the picks, by its number.'],
      pick: ['Pick', 'One of the picks: the cell of the board.'],
      otherPickNumber: ['Int!', 'The other one, by its number.'],
      otherPick: ['Pick', 'The other one: the cell of the board.'],
      playerId: ['ID!', 'Who is drafted with the first one now, by their id.'],
      player: ['Player', 'Who is drafted with the first one now.'],
      otherPlayerId: ['ID!', 'Who is drafted with the other one now, by their id.'],
      otherPlayer: ['Player', 'Who is drafted with the other one now.'],
    },
  }),

  PICKS_TRADED: kind<
    {
      trades: { pickNumber: number; fromTeamId: string; toTeamId: string }[];
      teamTimes: ToldTeamTime[];
      /** Only where the trade began a clock: the pick on the clock was among them. */
      deadline: string | null;
      /** Of the pick on the clock, changed or not. */
      nextDeadline: string | null;
    } & ClockFacts
  >({
    type: 'DraftPicksTraded',
    description: 'Picks that are not made were given to other teams.',
    deadline: ({ nextDeadline }) => nextDeadline,
    fields: {
      trades: ['[TradedCell!]!', 'Which picks, and between whom.'],
      teamTimes: TEAM_TIMES,
      ...CLOCK_INSTANTS,
    },
    told: (facts) => instantsAfter(facts, facts.deadline),
  }),

  RENAMED: kind<{
    name: string | null;
    formerName: string | null;
    /** Of the pick on the clock, as it was. */
    nextDeadline: string | null;
  }>({
    type: 'DraftRenamed',
    description: 'The draft got another name.',
    deadline: ({ nextDeadline }) => nextDeadline,
    fields: {
      name: ['String', 'What people call it now; null: it has no name.'],
      formerName: ['String', 'What they called it until now; null: it had no name.'],
    },
  }),

  TEAM_RENAMED: kind<{
    teamId: string;
    teamName: string;
    formerTeamName: string;
    nextDeadline: string | null;
  }>({
    type: 'DraftTeamRenamed',
    description: 'A team got another name.',
    deadline: ({ nextDeadline }) => nextDeadline,
    fields: {
      teamId: ['UUID!', 'The team, by its id.'],
      team: ['Team', 'The team.'],
      teamName: ['String!', 'Its name now.'],
      formerTeamName: ['String!', 'Its name until now.'],
    },
  }),

  SLOTS_REORDERED: kind<{ teamIds: string[] }>({
    type: 'DraftSlotsReordered',
    description: 'The teams got other slots, by hand. Trades, keepers and forfeits went with their teams.',
    deadline: NO_CLOCK_RUNS,
    fields: { teamIds: ['[UUID!]!', 'The teams, in draft order: the first has slot 1.'] },
  }),

  WORD_GIVEN: kind<GivenWord>({
    type: 'DraftWordGiven',
    description: 'The manager of a team gave a word for the draw of the order, or another one.',
    deadline: NO_CLOCK_RUNS,
    fields: {
      teamId: ['UUID!', 'The team, by its id.'],
      team: ['Team', 'The team.'],
      word: ['String!', 'The word.'],
    },
  }),

  ORDER_DRAWN: kind<{ teamIds: string[]; seed: string; seedHash: string; words: GivenWord[] }>({
    type: 'DraftOrderDrawn',
    description: 'The order of the teams was drawn. Trades, keepers and forfeits went with their teams.',
    note: 'Whoever has the events can repeat the draw.',
    deadline: NO_CLOCK_RUNS,
    fields: {
      teamIds: ['[UUID!]!', 'The teams, in draft order: the first has slot 1.'],
      seed: ['String!', 'The seed, in hexadecimal: secret until now.'],
      seedHash: ['String!', 'Its SHA-256, in hexadecimal, as it was told when the draft was created.'],
      words: ['[GivenWord!]!', 'The words of managers, by the ids of their teams.'],
    },
  }),
} as const;

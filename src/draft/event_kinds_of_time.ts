import {
  CLOCK_INSTANTS,
  type ClockFacts,
  instantsAfter,
  kind,
  NO_CLOCK_RUNS,
  PICK_ON_CLOCK,
  TEAM_ON_CLOCK,
  TEAM_TIME,
  type TeamTime,
} from './event_kind.ts';

/** The kinds of events that only rules of time, and what a commissioner does to a clock, cause: part of the table of event_kinds.ts. */
export const eventKindsOfTime = {
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
} as const;

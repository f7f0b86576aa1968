/** No clock runs after an event of the kind: nothing is on the clock, or the draft is not in progress. */
export const NO_CLOCK_RUNS = (): null => null;

/** A field that clients read of an event: its type as GraphQL writes it, and a sentence. */
export type EventField = readonly [type: string, description: string];

/** Fields that hold a row, found by an id or a number beside it: `team` by `teamId`, `pick` by `pickNumber`. */
export type RowField =
  | ('league' | 'pool' | 'team' | 'nextTeam' | 'player' | 'otherPlayer' | 'formerPlayer')
  | ('manager' | 'formerManager' | 'pick' | 'nextPick' | 'otherPick');

/**
 * A kind of event: what is stored of it, what it does to the clock, and how clients see it. `Data`: its facts, as SQL writes them; `Told`:
 * facts that clients see otherwise.
 */
export interface EventKindOf<Data extends object, Told extends object = object> {
  /** The name of its type in GraphQL. */
  readonly type: string;
  /** What happened, in a sentence: of the type, and of the value of the enum. */
  readonly description: string;
  /** What else the type says. */
  readonly note?: string;
  /**
   * When the clock of the pick that is on the clock after the event runs out, an ISO text; null where none runs. Each kind decides it:
   * a field of the facts that SQL wrote, or {@link NO_CLOCK_RUNS}.
   */
  readonly deadline: (data: Data) => string | null;
  /** Its fields besides those that all events have: facts, and rows beside them. */
  readonly fields: Readonly<Partial<Record<keyof Data | keyof Told | RowField, EventField>>>;
  /** Facts that clients see under another name, or that events of earlier programs lack. */
  readonly told?: (data: Data) => Told;
}

/** A kind whose facts have that type: `kind<{ teamId: string }>({ … })`. */
export function kind<Data extends object, Told extends object = object>(
  described: EventKindOf<Data, Told>,
): EventKindOf<Data, Told> {
  return described;
}

/**
 * The instants of a clock that an event starts besides its deadline, as SQL writes them in a draft with rules of time; times are ISO texts.
 * In a plain draft all of them are the deadline.
 */
export interface ClockFacts {
  /** When the pick clock alone ends: the bank runs from then to the deadline. */
  clockEndsAt?: string;
  /** When the clock acts: the deadline and the grace after it. */
  actsAt?: string;
  /** Until when it is quiet; null: it is not. */
  quietUntil?: string | null;
}

/** What the rules of time did for the team of an event; missing in a plain draft. */
export interface TeamTime {
  /** What is left of its bank, in seconds. */
  bankSeconds?: number;
  /** How many of its clocks ran out in a row. */
  misses?: number;
}

/** The instants of the clock that an event starts. */
export const CLOCK_INSTANTS = {
  clockEndsAt: [
    'Datetime',
    'When the pick clock alone ends; the bank of the team runs from then to the deadline. Null where no clock runs.',
  ],
  actsAt: ['Datetime', 'When the clock acts: the deadline and the grace after it. Null where no clock runs.'],
  quietUntil: ['Datetime', 'Until when it was quiet, so that no clock ran; null where it was not.'],
} as const satisfies Record<string, EventField>;

/** What the rules of time did for the team. */
export const TEAM_TIME = {
  bankSeconds: [
    'Float',
    "What is left of the team's bank, in seconds; null in a draft without rules of time.",
  ],
  misses: ['Int', "How many of the team's clocks ran out in a row; null in a draft without rules of time."],
} as const satisfies Record<string, EventField>;

/** Banks and misses that an event sets. */
export const TEAM_TIMES = [
  '[TeamTime!]!',
  'Teams whose bank and misses are other ones now; none in a draft without rules of time.',
] as const satisfies EventField;

/** The instants as clients see them: those that are not written are the deadline. */
export function instantsAfter(
  { clockEndsAt, actsAt, quietUntil }: ClockFacts,
  deadline: string | null | undefined,
): { clockEndsAt: string | null; actsAt: string | null; quietUntil: string | null } {
  return {
    clockEndsAt: clockEndsAt ?? deadline ?? null,
    actsAt: actsAt ?? deadline ?? null,
    quietUntil: quietUntil ?? null,
  };
}

/** The pick on the clock, in an event that names it as `pickNumber`. */
export const PICK_ON_CLOCK = {
  pickNumber: ['Int!', 'The pick that is on the clock, by its number.'],
  pick: ['Pick', 'The pick that is on the clock: the cell of the board.'],
} as const satisfies Record<string, EventField>;

/** The team on the clock, in an event that names it as `teamId`. */
export const TEAM_ON_CLOCK = {
  teamId: ['UUID!', 'The team on the clock, by its id.'],
  team: ['Team', 'The team on the clock.'],
} as const satisfies Record<string, EventField>;

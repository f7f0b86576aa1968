/** No clock runs after an event of the kind: nothing is on the clock, or the draft is not in progress. */
export const NO_CLOCK_RUNS = (): null => null;

/** A field that clients read of an event: its type as GraphQL writes it, and a sentence. */
export type EventField = readonly [type: string, description: string];

/** Fields that hold a row, found by an id or a number beside it: `team` by `teamId`, `pick` by `pickNumber`. */
export type RowField = 'league' | 'pool' | 'team' | 'nextTeam' | 'player' | 'pick' | 'nextPick';

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

/** Where a draft is in its life. */
export type DraftStateName = 'SCHEDULED' | 'IN_PROGRESS' | 'PAUSED' | 'COMPLETED' | 'CANCELLED';

/** The changes of state a draft may make. The database holds the same list and refuses everything else. */
export const transitions: Readonly<Record<DraftStateName, readonly DraftStateName[]>> = {
  SCHEDULED: ['IN_PROGRESS', 'CANCELLED'],
  IN_PROGRESS: ['PAUSED', 'COMPLETED', 'CANCELLED'],
  PAUSED: ['IN_PROGRESS', 'CANCELLED'],
  COMPLETED: ['PAUSED'],
  CANCELLED: [],
};

/** Who made a pick: the manager, the commissioner in their place, the clock, or autopilot. */
export type PickSource = 'MANUAL' | 'COMMISSIONER' | 'AUTO' | 'AUTOPILOT';

/** The facts of each kind of event. Times are ISO texts of the database's clock. */
export interface EventData {
  CREATED: { leagueId: string; poolId: string; teams: string[]; rounds: number; startsAt: string | null };
  /** The board by pick number: the slot of each cell and the slot of its owner. */
  OPENED: {
    slots: number[];
    owners: number[];
    secondsByRound: number[];
    pickNumber: number;
    teamId: string;
    deadline: string;
  };
  PICKED: {
    pickNumber: number;
    round: number;
    slot: number;
    teamId: string;
    playerId: number;
    source: PickSource;
    strategy: string | null;
    reason: string | null;
    /** No free player fitted the roster, and the commissioner took one who does not. */
    rosterWaived?: boolean;
    nextPickNumber: number | null;
    nextTeamId: string | null;
    nextDeadline: string | null;
    /** The same as `nextDeadline`; events from before it was told by this name have only that one. */
    deadline?: string | null;
  };
  PAUSED: {
    pickNumber: number;
    remainingSeconds: number;
    cause: 'COMMISSIONER' | 'FAILING' | 'NO_PLAYER_FITS';
  };
  RESUMED: { pickNumber: number; teamId: string; deadline: string };
  /** Nobody was there to pick when the clock ran out: the team is back on it, for so many seconds. */
  TIME_RETURNED: { pickNumber: number; teamId: string; deadline: string; seconds: number };
  /** `deadline` only where the switch changed it: the team was on the clock. `nextDeadline`: of the pick on the clock, changed or not. */
  AUTOPILOT_CHANGED: {
    teamId: string;
    autopilot: boolean;
    deadline: string | null;
    nextDeadline?: string | null;
  };
  /** `managerId`: who drafts for the team now; null: nobody. `nextDeadline`: of the pick on the clock, as it was. */
  MANAGER_CHANGED: {
    teamId: string;
    managerId: string | null;
    formerManagerId: string | null;
    nextDeadline: string | null;
  };
  COMPLETED: Record<string, never>;
  CANCELLED: Record<string, never>;
}

/** What can happen to a draft. */
export type EventKind = keyof EventData;

/** Something that happened to a draft; `version` counts from 1 without gaps. */
export type DraftEvent = {
  [Kind in EventKind]: { version: number; at: string; kind: Kind; data: EventData[Kind] };
}[EventKind];

/** When the clock of the pick that is on the clock after an event runs out; null where none runs. */
export function deadlineAfter(event: DraftEvent): string | null {
  switch (event.kind) {
    case 'PICKED':
    case 'AUTOPILOT_CHANGED':
    case 'MANAGER_CHANGED':
      return event.data.nextDeadline ?? null;
    case 'OPENED':
    case 'RESUMED':
    case 'TIME_RETURNED':
      return event.data.deadline;
    default:
      return null;
  }
}

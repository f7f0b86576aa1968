// Written by `npm run schema` from operations.graphql and schema.graphql; not by hand.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
interface DocumentTypeDecoration<TResult, TVariables> {
  __apiType?: (variables: TVariables) => TResult;
}
/** What happened to a draft. */
export type DraftEventKind =
  /** A team's autopilot was switched. */
  | 'AUTOPILOT_CHANGED'
  /** The draft was ended before its last pick. */
  | 'CANCELLED'
  /** The clock ran out, and the draft waits for the team: overtime runs from this event on. */
  | 'CLOCK_RAN_OUT'
  /** The clock of the pick on the clock began anew, with the bank as it was when the pick came on it. */
  | 'CLOCK_RESET'
  /** The last cell of the board was filled. */
  | 'COMPLETED'
  /** The draft was created. */
  | 'CREATED'
  /** A team was given to another manager, or to nobody. */
  | 'MANAGER_CHANGED'
  /** The board was laid out and the first pick put on the clock. */
  | 'OPENED'
  /** The order of the teams was drawn. Trades, keepers and forfeits went with their teams. */
  | 'ORDER_DRAWN'
  /** The clock was stopped. */
  | 'PAUSED'
  /** A player was drafted, and the next pick put on the clock. */
  | 'PICKED'
  /** Two picks swapped their players; later picks stay. */
  | 'PICKS_SWAPPED'
  /** Picks that are not made were given to other teams. */
  | 'PICKS_TRADED'
  /** A pick was given another player; later picks stay. */
  | 'PICK_CORRECTED'
  /** The draft got another name. */
  | 'RENAMED'
  /** The clock goes on with the time that was left, or begins anew where the settings say so. */
  | 'RESUMED'
  /** Not a change of the draft: the stream left events out. Read the draft again. */
  | 'RESYNC'
  /** Picks were undone, and the draft is paused. */
  | 'ROLLED_BACK'
  /** Settings of the draft were changed; those of time hold from the next pick on. */
  | 'SETTINGS_CHANGED'
  /** A pick was passed over; its team may make it up. The next pick was put on the clock. */
  | 'SKIPPED'
  /** The teams got other slots, by hand. Trades, keepers and forfeits went with their teams. */
  | 'SLOTS_REORDERED'
  /** A team got another name. */
  | 'TEAM_RENAMED'
  /** The pick on the clock was given time, or some was taken. */
  | 'TIME_ADDED'
  /** Nobody was there to pick when the clock ran out, so the team has time again. */
  | 'TIME_RETURNED'
  /** The manager of a team gave a word for the draw of the order, or another one. */
  | 'WORD_GIVEN';

/** The order of a draft. */
export type DraftOrderInput = {
  /** With REVERSAL, and only there: from which round of the draft on the direction is flipped. */
  fromRound?: number | null | undefined;
  /** Which rule. */
  kind: DraftOrderKind;
  /** With CUSTOM, and only there: the slots of each round, the first round first. */
  rounds?: Array<Array<number>> | null | undefined;
};

/** How the slots of a draft follow each other. */
export type DraftOrderKind =
  /** Each round is written out. */
  | 'CUSTOM'
  /** Every round runs forwards. */
  | 'LINEAR'
  /** A snake whose direction flips once more from a round on; the known one is the third-round reversal. */
  | 'REVERSAL'
  /** Every even round runs backwards. */
  | 'SNAKE';

/**
 * Settings of a draft that are to change. What is left out stays as it is; null is the default of a setting. order, rounds, secondsPerPick,
 * rosterSlots and visibility have none to go back to: null is refused there.
 */
export type DraftSettingsChangeInput = {
  /** What happens when the clock of a pick has run out. Null: AUTO_PICK. */
  atZero?: RuleAtZero | null | undefined;
  /** After so many clocks in a row that ran out, the team's autopilot is switched on: 1 to 100. Null: never. */
  autopilotAfterMisses?: number | null | undefined;
  /**
   * For so many seconds a team on autopilot stays on the clock, so that people can follow: 0 to 60. Where the pick clock is shorter, for
   * that long. Null: 0.
   */
  autopilotSeconds?: number | null | undefined;
  /**
   * A team's time beyond its pick clocks, for the whole draft, in seconds: 0 to 2592000 (30 days). Used by itself when a pick clock has run
   * out. Null: 0.
   */
  bankSeconds?: number | null | undefined;
  /** Picks that nobody makes. Only before the draft opens. */
  forfeits?: Array<ForfeitedPickInput> | null | undefined;
  /** For so many seconds after zero a person's pick is still taken; the clock acts only after them: 0 to 10. Null: 0. */
  graceSeconds?: number | null | undefined;
  /** Seconds that go into the bank after each pick that is made before the bank has run out: 0 to 3600. Null: 0. */
  incrementSeconds?: number | null | undefined;
  /** Players whom teams keep. Only before the draft opens. */
  keepers?: Array<KeeperInput> | null | undefined;
  /** The order of the slots. Only before the draft opens. */
  order?: DraftOrderInput | null | undefined;
  /** The draft pauses by itself at these times, with their time zones. */
  pauseAt?: Array<string> | null | undefined;
  /**
   * The draft pauses by itself when one of these picks comes on the clock, by their numbers; of a pick that is kept or forfeited, when
   * the next open one does.
   */
  pauseBeforePicks?: Array<number> | null | undefined;
  /** How many players of a position a team may have, whoever picks. Only before the draft opens. */
  positionMaximums?: Array<PositionMaximumInput> | null | undefined;
  /** When no clock runs. Null: never. */
  quietHours?: QuietHoursInput | null | undefined;
  /** Which pick clock the draft goes on with after a pause. Null: CONTINUE. */
  resume?: ResumeRule | null | undefined;
  /** The seats of every roster, at most 40 slots and 200 seats. Only before the draft opens. */
  rosterSlots?: Array<RosterSlotInput> | null | undefined;
  /** How many rounds. Only before the draft opens. */
  rounds?: number | null | undefined;
  /** The clock of a pick, in seconds: 0.05 to 2592000 (30 days). */
  secondsPerPick?: number | null | undefined;
  /** Rounds that have a clock of their own, each at most once. */
  secondsPerPickByRound?: Array<RoundClockInput> | null | undefined;
  /** When the draft opens by itself; null: somebody opens it. Only before it opens. */
  startsAt?: string | null | undefined;
  /** How auto-picks are chosen for teams that set no strategy of their own; null: standard. Its options are those given with it. */
  strategy?: string | null | undefined;
  /** Options of that strategy; null: none. */
  strategyOptions?: unknown;
  /** Cells that other teams own. Only before the draft opens. */
  tradedPicks?: Array<TradedPickInput> | null | undefined;
  /** Who may watch, from now on: whoever follows the draft and may not any more is cut off within seconds. */
  visibility?: DraftVisibility | null | undefined;
};

/** How a draft is played. */
export type DraftSettingsInput = {
  /** What happens when the clock of a pick has run out. AUTO_PICK where it is left out. */
  atZero?: RuleAtZero | null | undefined;
  /** After so many clocks in a row that ran out, the team's autopilot is switched on: 1 to 100. Null: never. */
  autopilotAfterMisses?: number | null | undefined;
  /**
   * For so many seconds a team on autopilot stays on the clock, so that people can follow: 0 to 60. Where the pick clock is shorter, for
   * that long. 0 where it is left out.
   */
  autopilotSeconds?: number | null | undefined;
  /**
   * A team's time beyond its pick clocks, for the whole draft, in seconds: 0 to 2592000 (30 days). Used by itself when a pick clock has run
   * out. 0 where it is left out.
   */
  bankSeconds?: number | null | undefined;
  /** Picks that nobody makes, at most 500: of a team that has fewer than others, or of rounds that only some teams have. */
  forfeits?: Array<ForfeitedPickInput> | null | undefined;
  /** For so many seconds after zero a person's pick is still taken; the clock acts only after them: 0 to 10. 0 where it is left out. */
  graceSeconds?: number | null | undefined;
  /** Seconds that go into the bank after each pick that is made before the bank has run out: 0 to 3600. 0 where it is left out. */
  incrementSeconds?: number | null | undefined;
  /** Players whom teams keep, at most 500: their picks are made when the draft opens. */
  keepers?: Array<KeeperInput> | null | undefined;
  /** What people call the draft; renameDraft changes it. */
  name?: string | null | undefined;
  /** The order of the slots. */
  order: DraftOrderInput;
  /** The draft pauses by itself at these times, with their time zones. */
  pauseAt?: Array<string> | null | undefined;
  /**
   * The draft pauses by itself when one of these picks comes on the clock, by their numbers; of a pick that is kept or forfeited, when
   * the next open one does.
   */
  pauseBeforePicks?: Array<number> | null | undefined;
  /** How many players of a position a team may have, whoever picks; none where it is left out. */
  positionMaximums?: Array<PositionMaximumInput> | null | undefined;
  /** When no clock runs. Null: never. */
  quietHours?: QuietHoursInput | null | undefined;
  /** Which pick clock the draft goes on with after a pause. CONTINUE where it is left out. */
  resume?: ResumeRule | null | undefined;
  /** The seats of every roster, at most 40 slots; together at least as many as there are rounds, and at most 200. */
  rosterSlots: Array<RosterSlotInput>;
  /** How many rounds. */
  rounds: number;
  /** The clock of a pick, in seconds: 0.05 to 2592000 (30 days). */
  secondsPerPick: number;
  /** Rounds that have a clock of their own, each at most once. */
  secondsPerPickByRound?: Array<RoundClockInput> | null | undefined;
  /** When the draft opens by itself, with its time zone: 2026-09-01T20:00:00Z. Left out: somebody opens it with startDraft. */
  startsAt?: string | null | undefined;
  /**
   * How auto-picks are chosen for teams that set no strategy of their own: one of those that the query strategies answers; standard where it is
   * left out.
   */
  strategy?: string | null | undefined;
  /** Options of that strategy; whatever is left out is at its default. */
  strategyOptions?: unknown;
  /** Cells that other teams own. */
  tradedPicks?: Array<TradedPickInput> | null | undefined;
  /** Who may watch. PRIVATE where it is left out. */
  visibility?: DraftVisibility | null | undefined;
};

/** Where a draft is in its life. */
export type DraftState =
  /** Ended before its last pick. */
  | 'CANCELLED'
  /** Every cell of the board is filled. */
  | 'COMPLETED'
  /** A team is on the clock. */
  | 'IN_PROGRESS'
  /** The clock stands still and keeps the time left. */
  | 'PAUSED'
  /** Created, not opened yet. */
  | 'SCHEDULED';

/** Who may watch a draft: everybody, or the league's members. */
export type DraftVisibility =
  /** Only members of the league may watch. */
  | 'PRIVATE'
  /** Everybody may watch. */
  | 'PUBLIC';

/** How an endpoint is reached. */
export type EndpointKind =
  /** A channel of Discord, by its webhook; it gets sentences. */
  | 'DISCORD'
  /** The log of the service. Only of operators. */
  | 'LOG'
  /** A stream of NATS JetStream. Only of operators. */
  | 'NATS'
  /** An HTTP server that gets signed messages (Standard Webhooks). */
  | 'WEBHOOK';

/** A pick that nobody makes. */
export type ForfeitedPickInput = {
  /** The round of the pick, from 1. */
  round: number;
  /** The slot of the pick, from 1. */
  slot: number;
};

/** What a column of a file can mean. */
export type ImportColumn =
  /** The average draft position: kept with the player, and what ranks where no rank does. */
  | 'ADP'
  /** The week in which that team does not play. */
  | 'BYE'
  /** The first name, where it stands apart. */
  | 'FIRST'
  /** The identity of the player at the source. */
  | 'ID'
  /** The last name, where it stands apart. */
  | 'LAST'
  /** The whole name. */
  | 'NAME'
  /** The positions. */
  | 'POSITIONS'
  /** The rank, 1 the best. */
  | 'RANK'
  /** The professional team. */
  | 'TEAM';

/** Which header stands for a column, where it is not one of the usual ones. */
export type ImportColumnInput = {
  /** The column. */
  column: ImportColumn;
  /** Its header, as the file writes it; capitals, accents and punctuation do not matter. */
  header: string;
};

/** A player whom a team keeps, and the pick that they cost. */
export type KeeperInput = {
  /** The slot of the pick, where the team has it from another one by a trade. Left out: it is the team's own pick of the round. */
  cellSlot?: number | null | undefined;
  /** The player, by their id. */
  playerId: string | number;
  /** The round of the pick, from 1. */
  round: number;
  /** The slot of the team, from 1. */
  slot: number;
};

/** Why somebody is needed. */
export type NeedKind =
  /** They run the league, and nobody has followed the link to the team yet. */
  | 'INVITATION_OPEN'
  /** Their team picks after the one that is on the clock. */
  | 'NEXT'
  /** Their team is on the clock. */
  | 'ON_THE_CLOCK'
  /** A pick of their team was skipped, and may be made up. */
  | 'TO_MAKE_UP';

/** A team of a new league. */
export type NewTeamInput = {
  /** Who drafts for it. May be left out and set later. */
  managerId?: string | null | undefined;
  /** The team's name, its own within the league. */
  name: string;
};

/**
 * Who made a pick: the manager, the commissioner in their place, the clock,
 * autopilot, nobody since the team kept the player, or the service since a
 * commissioner asked it to.
 */
export type PickSource =
  /** The clock ran out, and a strategy picked. */
  | 'AUTO'
  /** The team is on autopilot, and a strategy picked at once. */
  | 'AUTOPILOT'
  /** The commissioner or an operator picked for the team. */
  | 'COMMISSIONER'
  /** The commissioner had the service pick, and a strategy chose. */
  | 'FORCED'
  /** The team kept the player: the pick was made when the draft opened. */
  | 'KEEPER'
  /** The team's manager picked. */
  | 'MANUAL';

/** A pick that is to change hands. */
export type PickTradeInput = {
  /** The pick, by its number. */
  pickNumber: number;
  /** The team that is to have it. */
  toTeamId: string;
};

/** Whether a player can play, as far as is known. */
export type PlayingStatus =
  /** Nothing is known against playing. */
  | 'ACTIVE'
  /** Hurt or ill, and may play all the same. */
  | 'DOUBTFUL'
  /** On injured reserve: out for weeks, or for the season. */
  | 'IR'
  /** Does not play for now. */
  | 'OUT'
  /** Banned from playing for now. */
  | 'SUSPENDED';

/** How many players of a position a team may have. */
export type PositionMaximumInput = {
  /** At most so many players of a team play nothing but this position: 0 to 100. */
  players: number;
  /** The position, under any of its names. */
  position: string;
};

/** When no clock runs. */
export type QuietHoursInput = {
  /** Whether picks are taken in them. */
  picks?: QuietPicks;
  /** The windows: 1 to 14, which leave at least an hour of a week open. */
  windows: Array<QuietWindowInput>;
  /** The time zone, by its IANA name, as America/New_York. */
  zone: string;
};

/** Whether picks are taken in quiet hours. */
export type QuietPicks =
  /** They are taken; only no clock runs. */
  | 'ALLOWED'
  /** They are refused with QUIET_HOURS. */
  | 'REFUSED';

/** A window on the wall clock in which no clock runs. */
export type QuietWindowInput = {
  /** From when, as 22:00. */
  from: string;
  /** Until when, as 08:00; on the day after where that is not later than its beginning. 24:00 is the end of the day. */
  to: string;
  /** The days on which it begins. */
  weekdays: Array<Weekday>;
};

/** A sign that people in the room of a draft give each other. */
export type ReactionSign =
  /** Well done. */
  | 'CHEER'
  /** That pick is on fire. */
  | 'FIRE'
  /** Hurry up. */
  | 'HURRY'
  /** That is funny. */
  | 'LAUGH'
  /** That hurts. */
  | 'OUCH'
  /** Let me think. */
  | 'THINK';

/** Which pick clock a draft goes on with after a pause. */
export type ResumeRule =
  /** The pick clock goes on with what was left of it. */
  | 'CONTINUE'
  /** The pick clock begins anew, with the bank as it was when the pick came on the clock. */
  | 'RESET';

/** Seats of one kind on a roster. */
export type RosterSlotInput = {
  /** QB, RB, WR, TE, FLEX, SUPER_FLEX, K, DEF, BN, another name of these such as D/ST or W/R/T, or a name of the league's own. */
  name: string;
  /** Who may sit there, at most 31 positions under any of their names. May be left out for the names above; BN seats everybody then. */
  positions?: Array<string> | null | undefined;
  /** How many seats: 1 to 100. */
  seats: number;
};

/** The clock of one round. */
export type RoundClockInput = {
  /** The round, from 1. */
  round: number;
  /** Seconds for each pick of the round. */
  seconds: number;
};

/** What happens when the clock of a pick has run out. */
export type RuleAtZero =
  /** The service picks for the team. */
  | 'AUTO_PICK'
  /** The pick is passed over, and the team may make it up while the draft is in progress. */
  | 'SKIP'
  /** The team stays on the clock without a deadline; its pick is taken whenever it comes. */
  | 'WAIT';

/** A cell of the board that another team owns. */
export type TradedPickInput = {
  /** The slot of the team that owns it. */
  owner: number;
  /** The round of the cell, from 1. */
  round: number;
  /** The slot of the cell, from 1. */
  slot: number;
};

/** A day of the week. */
export type Weekday =
  /** Friday. */
  | 'FRIDAY'
  /** Monday. */
  | 'MONDAY'
  /** Saturday. */
  | 'SATURDAY'
  /** Sunday. */
  | 'SUNDAY'
  /** Thursday. */
  | 'THURSDAY'
  /** Tuesday. */
  | 'TUESDAY'
  /** Wednesday. */
  | 'WEDNESDAY';

export type DraftSheetQueryVariables = Exact<{
  draftId: string;
}>;


export type DraftSheetQuery = { databaseTime: string, draft: { id: string, version: number, state: DraftState, currentPick: number | null, nextDeadline: string | null, deadline: string | null, clockEndsAt: string | null, overtimeSince: string | null, quietUntil: string | null, remainingSeconds: number | null, pauseCause: string | null, myTeam: { id: string } | null, settings: { id: string, rounds: number, secondsPerPick: number, rosterSlots: Array<{ name: string, seats: number, positions: Array<string> | null }>, positionMaximums: Array<{ position: string, players: number }> } | null, slots: { nodes: Array<{ id: string, slot: number, autopilot: boolean, bankSeconds: number, misses: number, team: { id: string, name: string } | null }> }, board: Array<{ id: string, pickNumber: number, round: number, teamId: string, source: PickSource | null, reason: string | null, skippedAt: string | null, isForfeited: boolean, player: { id: string, name: string, positions: Array<string>, rank: number } | null }> } | null };

export type PickCellFragment = { id: string, pickNumber: number, round: number, teamId: string, source: PickSource | null, reason: string | null, skippedAt: string | null, isForfeited: boolean, player: { id: string, name: string, positions: Array<string>, rank: number } | null };

export type PlayerLineFragment = { id: string, name: string, positions: Array<string>, rank: number };

export type BestPlayersQueryVariables = Exact<{
  draftId: string;
  first: number;
  position?: string | null | undefined;
}>;


export type BestPlayersQuery = { draft: { players: { nodes: Array<{ id: string, name: string, positions: Array<string>, rank: number }> } } | null };

export type FindPlayersQueryVariables = Exact<{
  draftId: string;
  search: string;
  first: number;
}>;


export type FindPlayersQuery = { draft: { players: { nodes: Array<{ id: string, name: string, positions: Array<string>, rank: number }> } } | null };

export type PlayerByIdQueryVariables = Exact<{
  id: string | number;
}>;


export type PlayerByIdQuery = { player: { id: string, name: string, positions: Array<string>, rank: number } | null };

export type QueueQueryVariables = Exact<{
  draftId: string;
  teamId: string;
}>;


export type QueueQuery = { draft: { queueEntries: { nodes: Array<{ id: string, player: { id: string, name: string, positions: Array<string>, rank: number } | null }> } } | null };

export type MakePickMutationVariables = Exact<{
  draftId: string;
  pickNumber: number;
  playerId: string | number;
  waiveRoster?: boolean | null | undefined;
  note?: string | null | undefined;
}>;


export type MakePickMutation = { makePick: { repeated: boolean, pick: { id: string, pickNumber: number, round: number, teamId: string, source: PickSource | null, reason: string | null, skippedAt: string | null, isForfeited: boolean, player: { id: string, name: string, positions: Array<string>, rank: number } | null } | null } | null };

export type SetQueueMutationVariables = Exact<{
  draftId: string;
  teamId: string;
  playerIds: Array<string | number> | string | number;
}>;


export type SetQueueMutation = { setQueue: { __typename: 'QueuePayload' } | null };

export type AddToQueueMutationVariables = Exact<{
  draftId: string;
  teamId: string;
  playerId: string | number;
  place?: number | null | undefined;
}>;


export type AddToQueueMutation = { addToQueue: { playerIds: Array<string> } | null };

export type MoveInQueueMutationVariables = Exact<{
  draftId: string;
  teamId: string;
  playerId: string | number;
  place: number;
}>;


export type MoveInQueueMutation = { moveInQueue: { playerIds: Array<string> } | null };

export type RemoveFromQueueMutationVariables = Exact<{
  draftId: string;
  teamId: string;
  playerId: string | number;
}>;


export type RemoveFromQueueMutation = { removeFromQueue: { playerIds: Array<string> } | null };

export type SetAutopilotMutationVariables = Exact<{
  draftId: string;
  teamId: string;
  autopilot: boolean;
}>;


export type SetAutopilotMutation = { setAutopilot: { draft: { version: number } | null } | null };

export type SkipPickMutationVariables = Exact<{
  draftId: string;
  pickNumber: number;
  note?: string | null | undefined;
}>;


export type SkipPickMutation = { skipPick: { __typename: 'DraftPayload' } | null };

export type AddTimeMutationVariables = Exact<{
  draftId: string;
  seconds: number;
  version?: number | null | undefined;
  note?: string | null | undefined;
}>;


export type AddTimeMutation = { addTime: { __typename: 'DraftPayload' } | null };

export type ResetClockMutationVariables = Exact<{
  draftId: string;
  version?: number | null | undefined;
  note?: string | null | undefined;
}>;


export type ResetClockMutation = { resetClock: { __typename: 'DraftPayload' } | null };

export type RollBackPreviewQueryVariables = Exact<{
  draftId: string;
  toPick?: number | null | undefined;
}>;


export type RollBackPreviewQuery = { rollBackPreview: { version: number, toPick: number, undone: Array<{ pickNumber: number, teamId: string, playerId: string | null, wasSkipped: boolean, isSkipped: boolean }> } | null };

export type RollBackDraftMutationVariables = Exact<{
  draftId: string;
  toPick: number;
  version: number;
  note?: string | null | undefined;
}>;


export type RollBackDraftMutation = { rollBackDraft: { __typename: 'DraftPayload' } | null };

export type UndoLastMutationVariables = Exact<{
  draftId: string;
  version: number;
  note?: string | null | undefined;
}>;


export type UndoLastMutation = { undoLast: { __typename: 'DraftPayload' } | null };

export type CorrectPickMutationVariables = Exact<{
  draftId: string;
  pickNumber: number;
  playerId: string | number;
  version?: number | null | undefined;
  note?: string | null | undefined;
}>;


export type CorrectPickMutation = { correctPick: { __typename: 'DraftPayload' } | null };

export type SwapPicksMutationVariables = Exact<{
  draftId: string;
  pickNumber: number;
  otherPickNumber: number;
  version: number;
  note?: string | null | undefined;
}>;


export type SwapPicksMutation = { swapPicks: { __typename: 'DraftPayload' } | null };

export type ForcePickMutationVariables = Exact<{
  draftId: string;
  pickNumber: number;
  note?: string | null | undefined;
}>;


export type ForcePickMutation = { forcePick: { repeated: boolean } | null };

export type TradePicksMutationVariables = Exact<{
  draftId: string;
  trades: Array<PickTradeInput> | PickTradeInput;
  version?: number | null | undefined;
  note?: string | null | undefined;
}>;


export type TradePicksMutation = { tradePicks: { __typename: 'DraftPayload' } | null };

export type ChangeDraftSettingsMutationVariables = Exact<{
  draftId: string;
  settings: DraftSettingsChangeInput;
}>;


export type ChangeDraftSettingsMutation = { changeDraftSettings: { __typename: 'DraftPayload' } | null };

export type DraftEventsSubscriptionVariables = Exact<{
  draftId: string;
  after: number;
}>;


export type DraftEventsSubscription = { draftEvents:
    | { __typename: 'DraftAutopilotChanged', teamId: string, autopilot: boolean, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, misses: number | null, cause: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftCancelled', version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftClockRanOut', pickNumber: number, teamId: string, bankSeconds: number | null, misses: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftClockReset', pickNumber: number, teamId: string, secondsLeft: number | null, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftCompleted', version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftCreated', teamIds: Array<string>, promisedSeedHash: string | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftManagerChanged', teamId: string, managerId: string | null, formerManagerId: string | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftOpened', slots: Array<number>, owners: Array<number>, pickNumber: number, teamId: string, forfeits: Array<number>, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null, keepers: Array<{ pickNumber: number, playerId: string }> }
    | { __typename: 'DraftOrderDrawn', teamIds: Array<string>, seed: string, seedHash: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null, words: Array<{ teamId: string, word: string }> }
    | { __typename: 'DraftPaused', pickNumber: number, cause: string, remainingSeconds: number, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftPickCorrected', pickNumber: number, teamId: string, playerId: string, formerPlayerId: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftPicked', pickNumber: number, round: number, teamId: string, playerId: string, source: PickSource, reason: string | null, nextPickNumber: number | null, nextTeamId: string | null, madeUp: boolean, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, misses: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftPicksSwapped', pickNumber: number, otherPickNumber: number, playerId: string, otherPlayerId: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftPicksTraded', clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null, trades: Array<{ pickNumber: number, fromTeamId: string, toTeamId: string }>, teamTimes: Array<{ teamId: string, bankSeconds: number, misses: number }> }
    | { __typename: 'DraftRenamed', name: string | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftResumed', pickNumber: number, teamId: string, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftResync', version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftRolledBack', toPick: number, cause: string, remainingSeconds: number, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null, undone: Array<{ pickNumber: number, teamId: string, playerId: string | null, wasSkipped: boolean, isSkipped: boolean }>, teamTimes: Array<{ teamId: string, bankSeconds: number, misses: number }> }
    | { __typename: 'DraftSettingsChanged', changed: Array<string>, bankSecondsAdded: number, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftSkipped', pickNumber: number, teamId: string, cause: string, nextPickNumber: number | null, nextTeamId: string | null, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, misses: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftSlotsReordered', teamIds: Array<string>, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftTeamRenamed', teamId: string, teamName: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftTimeAdded', pickNumber: number, teamId: string, seconds: number, secondsLeft: number | null, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftTimeReturned', pickNumber: number, teamId: string, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    | { __typename: 'DraftWordGiven', teamId: string, word: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
   | null };

type EventFacts_DraftAutopilotChanged_Fragment = { __typename: 'DraftAutopilotChanged', teamId: string, autopilot: boolean, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, misses: number | null, cause: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftCancelled_Fragment = { __typename: 'DraftCancelled', version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftClockRanOut_Fragment = { __typename: 'DraftClockRanOut', pickNumber: number, teamId: string, bankSeconds: number | null, misses: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftClockReset_Fragment = { __typename: 'DraftClockReset', pickNumber: number, teamId: string, secondsLeft: number | null, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftCompleted_Fragment = { __typename: 'DraftCompleted', version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftCreated_Fragment = { __typename: 'DraftCreated', teamIds: Array<string>, promisedSeedHash: string | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftManagerChanged_Fragment = { __typename: 'DraftManagerChanged', teamId: string, managerId: string | null, formerManagerId: string | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftOpened_Fragment = { __typename: 'DraftOpened', slots: Array<number>, owners: Array<number>, pickNumber: number, teamId: string, forfeits: Array<number>, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null, keepers: Array<{ pickNumber: number, playerId: string }> };

type EventFacts_DraftOrderDrawn_Fragment = { __typename: 'DraftOrderDrawn', teamIds: Array<string>, seed: string, seedHash: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null, words: Array<{ teamId: string, word: string }> };

type EventFacts_DraftPaused_Fragment = { __typename: 'DraftPaused', pickNumber: number, cause: string, remainingSeconds: number, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftPickCorrected_Fragment = { __typename: 'DraftPickCorrected', pickNumber: number, teamId: string, playerId: string, formerPlayerId: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftPicked_Fragment = { __typename: 'DraftPicked', pickNumber: number, round: number, teamId: string, playerId: string, source: PickSource, reason: string | null, nextPickNumber: number | null, nextTeamId: string | null, madeUp: boolean, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, misses: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftPicksSwapped_Fragment = { __typename: 'DraftPicksSwapped', pickNumber: number, otherPickNumber: number, playerId: string, otherPlayerId: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftPicksTraded_Fragment = { __typename: 'DraftPicksTraded', clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null, trades: Array<{ pickNumber: number, fromTeamId: string, toTeamId: string }>, teamTimes: Array<{ teamId: string, bankSeconds: number, misses: number }> };

type EventFacts_DraftRenamed_Fragment = { __typename: 'DraftRenamed', name: string | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftResumed_Fragment = { __typename: 'DraftResumed', pickNumber: number, teamId: string, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftResync_Fragment = { __typename: 'DraftResync', version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftRolledBack_Fragment = { __typename: 'DraftRolledBack', toPick: number, cause: string, remainingSeconds: number, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null, undone: Array<{ pickNumber: number, teamId: string, playerId: string | null, wasSkipped: boolean, isSkipped: boolean }>, teamTimes: Array<{ teamId: string, bankSeconds: number, misses: number }> };

type EventFacts_DraftSettingsChanged_Fragment = { __typename: 'DraftSettingsChanged', changed: Array<string>, bankSecondsAdded: number, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftSkipped_Fragment = { __typename: 'DraftSkipped', pickNumber: number, teamId: string, cause: string, nextPickNumber: number | null, nextTeamId: string | null, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, misses: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftSlotsReordered_Fragment = { __typename: 'DraftSlotsReordered', teamIds: Array<string>, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftTeamRenamed_Fragment = { __typename: 'DraftTeamRenamed', teamId: string, teamName: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftTimeAdded_Fragment = { __typename: 'DraftTimeAdded', pickNumber: number, teamId: string, seconds: number, secondsLeft: number | null, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftTimeReturned_Fragment = { __typename: 'DraftTimeReturned', pickNumber: number, teamId: string, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

type EventFacts_DraftWordGiven_Fragment = { __typename: 'DraftWordGiven', teamId: string, word: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null };

export type EventFactsFragment =
  | EventFacts_DraftAutopilotChanged_Fragment
  | EventFacts_DraftCancelled_Fragment
  | EventFacts_DraftClockRanOut_Fragment
  | EventFacts_DraftClockReset_Fragment
  | EventFacts_DraftCompleted_Fragment
  | EventFacts_DraftCreated_Fragment
  | EventFacts_DraftManagerChanged_Fragment
  | EventFacts_DraftOpened_Fragment
  | EventFacts_DraftOrderDrawn_Fragment
  | EventFacts_DraftPaused_Fragment
  | EventFacts_DraftPickCorrected_Fragment
  | EventFacts_DraftPicked_Fragment
  | EventFacts_DraftPicksSwapped_Fragment
  | EventFacts_DraftPicksTraded_Fragment
  | EventFacts_DraftRenamed_Fragment
  | EventFacts_DraftResumed_Fragment
  | EventFacts_DraftResync_Fragment
  | EventFacts_DraftRolledBack_Fragment
  | EventFacts_DraftSettingsChanged_Fragment
  | EventFacts_DraftSkipped_Fragment
  | EventFacts_DraftSlotsReordered_Fragment
  | EventFacts_DraftTeamRenamed_Fragment
  | EventFacts_DraftTimeAdded_Fragment
  | EventFacts_DraftTimeReturned_Fragment
  | EventFacts_DraftWordGiven_Fragment
;

export type DraftHistoryQueryVariables = Exact<{
  draftId: string;
  after: number;
}>;


export type DraftHistoryQuery = { draft: { version: number, events: Array<
      | { __typename: 'DraftAutopilotChanged', teamId: string, autopilot: boolean, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, misses: number | null, cause: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftCancelled', version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftClockRanOut', pickNumber: number, teamId: string, bankSeconds: number | null, misses: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftClockReset', pickNumber: number, teamId: string, secondsLeft: number | null, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftCompleted', version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftCreated', teamIds: Array<string>, promisedSeedHash: string | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftManagerChanged', teamId: string, managerId: string | null, formerManagerId: string | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftOpened', slots: Array<number>, owners: Array<number>, pickNumber: number, teamId: string, forfeits: Array<number>, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null, keepers: Array<{ pickNumber: number, playerId: string }> }
      | { __typename: 'DraftOrderDrawn', teamIds: Array<string>, seed: string, seedHash: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null, words: Array<{ teamId: string, word: string }> }
      | { __typename: 'DraftPaused', pickNumber: number, cause: string, remainingSeconds: number, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftPickCorrected', pickNumber: number, teamId: string, playerId: string, formerPlayerId: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftPicked', pickNumber: number, round: number, teamId: string, playerId: string, source: PickSource, reason: string | null, nextPickNumber: number | null, nextTeamId: string | null, madeUp: boolean, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, misses: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftPicksSwapped', pickNumber: number, otherPickNumber: number, playerId: string, otherPlayerId: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftPicksTraded', clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null, trades: Array<{ pickNumber: number, fromTeamId: string, toTeamId: string }>, teamTimes: Array<{ teamId: string, bankSeconds: number, misses: number }> }
      | { __typename: 'DraftRenamed', name: string | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftResumed', pickNumber: number, teamId: string, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftResync', version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftRolledBack', toPick: number, cause: string, remainingSeconds: number, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null, undone: Array<{ pickNumber: number, teamId: string, playerId: string | null, wasSkipped: boolean, isSkipped: boolean }>, teamTimes: Array<{ teamId: string, bankSeconds: number, misses: number }> }
      | { __typename: 'DraftSettingsChanged', changed: Array<string>, bankSecondsAdded: number, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftSkipped', pickNumber: number, teamId: string, cause: string, nextPickNumber: number | null, nextTeamId: string | null, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, misses: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftSlotsReordered', teamIds: Array<string>, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftTeamRenamed', teamId: string, teamName: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftTimeAdded', pickNumber: number, teamId: string, seconds: number, secondsLeft: number | null, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftTimeReturned', pickNumber: number, teamId: string, clockEndsAt: string | null, actsAt: string | null, quietUntil: string | null, bankSeconds: number | null, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
      | { __typename: 'DraftWordGiven', teamId: string, word: string, version: number, at: string, deadline: string | null, kind: DraftEventKind, note: string | null }
    > } | null };

export type DatabaseTimeQueryVariables = Exact<{ [key: string]: never; }>;


export type DatabaseTimeQuery = { databaseTime: string };

export type DrawOrderMutationVariables = Exact<{
  draftId: string;
  note?: string | null | undefined;
}>;


export type DrawOrderMutation = { drawOrder: { __typename: 'DraftPayload' } | null };

export type GiveWordMutationVariables = Exact<{
  draftId: string;
  teamId: string;
  word: string;
}>;


export type GiveWordMutation = { giveWord: { __typename: 'DraftPayload' } | null };

export type ReorderSlotsMutationVariables = Exact<{
  draftId: string;
  teamIds: Array<string> | string;
  note?: string | null | undefined;
}>;


export type ReorderSlotsMutation = { reorderSlots: { __typename: 'DraftPayload' } | null };

export type PoolPlayersQueryVariables = Exact<{
  poolId: string;
  after?: string | null | undefined;
}>;


export type PoolPlayersQuery = { playerPool: { id: string, name: string, players: { nodes: Array<{ id: string, name: string, positions: Array<string>, rank: number, byeWeek: number | null, proTeam: string | null, adp: number | null, status: { id: string, status: PlayingStatus, note: string | null, adp: number | null, proTeam: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type DraftRulesQueryVariables = Exact<{
  draftId: string;
}>;


export type DraftRulesQuery = { draft: { id: string, settings: { id: string, secondsPerPick: number, bankSeconds: number, incrementSeconds: number, graceSeconds: number, autopilotSeconds: number, autopilotAfterMisses: number | null, atZero: RuleAtZero, resume: ResumeRule, pauseBeforePicks: Array<number>, pauseAt: Array<string>, quietHours: { zone: string, picks: QuietPicks, windows: Array<{ weekdays: Array<Weekday>, from: string, to: string }> } | null } | null } | null };

export type DraftSettledQueryVariables = Exact<{
  draftId: string;
}>;


export type DraftSettledQuery = { draft: { id: string, settings: { id: string, rounds: number, keepers: Array<{ slot: number, round: number, cellSlot: number | null, playerId: string }>, forfeits: Array<{ slot: number, round: number }>, tradedPicks: Array<{ slot: number, round: number, owner: number }> } | null } | null };

export type DraftCompanySubscriptionVariables = Exact<{
  draftId: string;
}>;


export type DraftCompanySubscription = { draftCompany: { teamIds: Array<string>, hasCommissioner: boolean, watching: number, poolVersion: number, reactions: Array<{ teamId: string, sign: ReactionSign, at: string }> } | null };

export type DraftPlayerNewsQueryVariables = Exact<{
  draftId: string;
  sinceVersion: number;
}>;


export type DraftPlayerNewsQuery = { draft: { pool: { id: string, statusVersion: number } | null, playerNews: { nodes: Array<{ playerId: string, player: { id: string, name: string, positions: Array<string>, rank: number, byeWeek: number | null, proTeam: string | null, adp: number | null, status: { id: string, status: PlayingStatus, note: string | null, adp: number | null, proTeam: string | null } | null } | null }>, pageInfo: { hasNextPage: boolean } } } | null };

export type ReactMutationVariables = Exact<{
  draftId: string;
  teamId: string;
  sign: ReactionSign;
}>;


export type ReactMutation = { react: { __typename: 'DraftPayload' } | null };

export type DraftRoomQueryVariables = Exact<{
  draftId: string;
}>;


export type DraftRoomQuery = { databaseTime: string, me: { id: string, name: string | null, isOperator: boolean } | null, draft: { id: string, version: number, state: DraftState, visibility: DraftVisibility, name: string | null, seedHash: string | null, isPreview: boolean, currentPick: number | null, nextDeadline: string | null, deadline: string | null, clockEndsAt: string | null, overtimeSince: string | null, quietUntil: string | null, remainingSeconds: number | null, pauseCause: string | null, startsAt: string | null, openedAt: string | null, endedAt: string | null, poolId: string, preview: { seed: number, speed: number, seat: number | null, expiresAt: string } | null, pool: { id: string, statusVersion: number } | null, league: { id: string, name: string, commissionerId: string, commissioner: { id: string, name: string } | null } | null, settings: { id: string, rounds: number, secondsPerPick: number, bankSeconds: number, atZero: RuleAtZero, graceSeconds: number, quietHours: { zone: string, picks: QuietPicks, windows: Array<{ weekdays: Array<Weekday>, from: string, to: string }> } | null, order: { kind: DraftOrderKind, fromRound: number | null }, rosterSlots: Array<{ name: string, seats: number, positions: Array<string> | null }>, positionMaximums: Array<{ position: string, players: number }> } | null, slots: { nodes: Array<{ id: string, slot: number, autopilot: boolean, bankSeconds: number, misses: number, word: string | null, team: { id: string, name: string, managerId: string | null, manager: { id: string, name: string } | null } | null }> }, board: Array<{ pickNumber: number, round: number, slot: number, teamId: string, source: PickSource | null, reason: string | null, pickedAt: string | null, skippedAt: string | null, isForfeited: boolean, player: { id: string, name: string, positions: Array<string>, rank: number, byeWeek: number | null, proTeam: string | null, adp: number | null, status: { id: string, status: PlayingStatus, note: string | null, adp: number | null, proTeam: string | null } | null } | null }> } | null };

export type PoolPlayerFragment = { id: string, name: string, positions: Array<string>, rank: number, byeWeek: number | null, proTeam: string | null, adp: number | null, status: { id: string, status: PlayingStatus, note: string | null, adp: number | null, proTeam: string | null } | null };

export type DraftPlayersQueryVariables = Exact<{
  draftId: string;
  first: number;
  after?: string | null | undefined;
}>;


export type DraftPlayersQuery = { draft: { players: { nodes: Array<{ id: string, name: string, positions: Array<string>, rank: number, byeWeek: number | null, proTeam: string | null, adp: number | null, status: { id: string, status: PlayingStatus, note: string | null, adp: number | null, proTeam: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type TeamNamesQueryVariables = Exact<{
  teamId: string;
}>;


export type TeamNamesQuery = { team: { id: string, managerId: string | null, manager: { id: string, name: string } | null } | null };

export type HomeQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeQuery = { databaseTime: string, me: { id: string, name: string | null, isOperator: boolean, leagues: Array<{ id: string, name: string, commissionerId: string }>, teams: Array<{ id: string, name: string, leagueId: string }>, needs: Array<{ kind: NeedKind, until: string | null, draft: { id: string, name: string | null, league: { id: string, name: string } | null, settings: { id: string, atZero: RuleAtZero, secondsPerPick: number } | null } | null, pick: { id: string, pickNumber: number } | null, team: { id: string, name: string, leagueId: string } | null }>, drafts: Array<{ id: string, name: string | null, state: DraftState, currentPick: number | null, nextDeadline: string | null, startsAt: string | null, createdAt: string, leagueId: string, poolId: string, league: { id: string, name: string } | null, myTeam: { id: string, name: string } | null, currentTeam: { id: string, name: string } | null, settings: { id: string, rounds: number, secondsPerPick: number } | null }> } | null };

export type PracticeQueryVariables = Exact<{
  draftId: string;
}>;


export type PracticeQuery = { draft: { id: string, state: DraftState, isPreview: boolean, myTeam: { id: string } | null, currentTeam: { id: string, name: string } | null } | null };

export type PutAwayQueryVariables = Exact<{ [key: string]: never; }>;


export type PutAwayQuery = { me: { id: string, leagues: Array<{ id: string, name: string }>, drafts: Array<{ id: string, name: string | null, state: DraftState, league: { id: string, name: string } | null }> } | null };

export type LeagueQueryVariables = Exact<{
  leagueId: string;
}>;


export type LeagueQuery = { me: { id: string, name: string | null, isOperator: boolean } | null, league: { id: string, name: string, archivedAt: string | null, commissionerId: string, commissioner: { id: string, name: string } | null, teams: { nodes: Array<{ id: string, name: string, managerId: string | null, manager: { id: string, name: string } | null, invitations: { nodes: Array<{ id: string, expiresAt: string, claimedAt: string | null, revokedAt: string | null }> } }> }, drafts: { nodes: Array<{ id: string, name: string | null, archivedAt: string | null, state: DraftState, startsAt: string | null, createdAt: string, currentPick: number | null, poolId: string, settings: { id: string, rounds: number, secondsPerPick: number } | null }> } } | null };

export type PlayerPoolsQueryVariables = Exact<{ [key: string]: never; }>;


export type PlayerPoolsQuery = { playerPools: { nodes: Array<{ id: string, name: string, positions: Array<string>, ownerId: string | null, createdAt: string }> } | null };

export type DraftAuditQueryVariables = Exact<{
  draftId: string;
}>;


export type DraftAuditQuery = { draft: { auditEntries: { nodes: Array<{ id: string, action: string, actorKind: string, facts: unknown, at: string, actor: { id: string, name: string } | null, team: { id: string, name: string } | null }> } } | null };

export type RenameLeagueMutationVariables = Exact<{
  leagueId: string;
  name: string;
}>;


export type RenameLeagueMutation = { renameLeague: { __typename: 'LeaguePayload' } | null };

export type RenameMeMutationVariables = Exact<{
  name: string;
}>;


export type RenameMeMutation = { renameMe: { name: string } | null };

export type ArchiveLeagueMutationVariables = Exact<{
  leagueId: string;
  archived: boolean;
}>;


export type ArchiveLeagueMutation = { archiveLeague: { __typename: 'LeaguePayload' } | null };

export type DeleteLeagueMutationVariables = Exact<{
  leagueId: string;
}>;


export type DeleteLeagueMutation = { deleteLeague: { __typename: 'DeleteLeaguePayload' } | null };

export type RenameTeamMutationVariables = Exact<{
  teamId: string;
  name: string;
}>;


export type RenameTeamMutation = { renameTeam: { __typename: 'TeamPayload' } | null };

export type RenameDraftMutationVariables = Exact<{
  draftId: string;
  name?: string | null | undefined;
}>;


export type RenameDraftMutation = { renameDraft: { __typename: 'DraftPayload' } | null };

export type ArchiveDraftMutationVariables = Exact<{
  draftId: string;
  archived: boolean;
}>;


export type ArchiveDraftMutation = { archiveDraft: { __typename: 'DraftPayload' } | null };

export type DeleteDraftMutationVariables = Exact<{
  draftId: string;
}>;


export type DeleteDraftMutation = { deleteDraft: { __typename: 'LeaguePayload' } | null };

export type CreateLeagueMutationVariables = Exact<{
  name: string;
  teams: Array<NewTeamInput> | NewTeamInput;
}>;


export type CreateLeagueMutation = { createLeague: { league: { id: string, teams: { nodes: Array<{ id: string, name: string }> } } | null } | null };

export type CreateDraftMutationVariables = Exact<{
  leagueId: string;
  poolId: string;
  teamIds: Array<string> | string;
  settings: DraftSettingsInput;
}>;


export type CreateDraftMutation = { createDraft: { draft: { id: string } | null } | null };

export type InviteManagersMutationVariables = Exact<{
  teamIds: Array<string> | string;
}>;


export type InviteManagersMutation = { inviteManagers: { invitations: Array<{ invitationId: string, link: string, expiresAt: string, team: { id: string, name: string } | null }> } | null };

export type CreatePreviewMutationVariables = Exact<{
  settings?: DraftSettingsInput | null | undefined;
  seat?: number | null | undefined;
  bots?: number | null | undefined;
  speed?: number | null | undefined;
  seed?: number | null | undefined;
  poolId?: string | null | undefined;
}>;


export type CreatePreviewMutation = { createPreview: { link: string, draft: { id: string, preview: { seed: number, expiresAt: string } | null } | null } | null };

export type SetTeamManagerMutationVariables = Exact<{
  teamId: string;
  managerId?: string | null | undefined;
}>;


export type SetTeamManagerMutation = { setTeamManager: { team: { id: string, managerId: string | null } | null } | null };

export type StartDraftMutationVariables = Exact<{
  draftId: string;
}>;


export type StartDraftMutation = { startDraft: { draft: { id: string, version: number } | null } | null };

export type PauseDraftMutationVariables = Exact<{
  draftId: string;
  note?: string | null | undefined;
}>;


export type PauseDraftMutation = { pauseDraft: { draft: { id: string, version: number } | null } | null };

export type ResumeDraftMutationVariables = Exact<{
  draftId: string;
  note?: string | null | undefined;
}>;


export type ResumeDraftMutation = { resumeDraft: { draft: { id: string, version: number } | null } | null };

export type CancelDraftMutationVariables = Exact<{
  draftId: string;
  note?: string | null | undefined;
}>;


export type CancelDraftMutation = { cancelDraft: { draft: { id: string, version: number } | null } | null };

export type DraftFactsSubscriptionVariables = Exact<{
  draftId: string;
  after: number;
}>;


export type DraftFactsSubscription = { draftEvents:
    | { __typename: 'DraftAutopilotChanged', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftCancelled', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftClockRanOut', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftClockReset', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftCompleted', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftCreated', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftManagerChanged', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftOpened', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftOrderDrawn', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftPaused', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftPickCorrected', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftPicked', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftPicksSwapped', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftPicksTraded', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftRenamed', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftResumed', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftResync', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftRolledBack', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftSettingsChanged', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftSkipped', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftSlotsReordered', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftTeamRenamed', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftTimeAdded', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftTimeReturned', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftWordGiven', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
   | null };

export type RankingLineFragment = { id: string, name: string, poolId: string, playerIds: Array<string>, updatedAt: string };

export type StrategiesQueryVariables = Exact<{ [key: string]: never; }>;


export type StrategiesQuery = { strategies: Array<{ name: string, description: string, optionsSchema: unknown }> };

export type TeamStrategyQueryVariables = Exact<{
  draftId: string;
  teamId: string;
}>;


export type TeamStrategyQuery = { draft: { settings: { id: string, strategy: string, strategyOptions: unknown } | null, teamStrategies: { nodes: Array<{ id: string, strategy: string, options: unknown }> } } | null };

export type SetStrategyMutationVariables = Exact<{
  draftId: string;
  teamId: string;
  name?: string | null | undefined;
  options?: unknown;
}>;


export type SetStrategyMutation = { setStrategy: { draft: { id: string } | null } | null };

export type SuggestPicksQueryVariables = Exact<{
  draftId: string;
  teamId: string;
  count: number;
}>;


export type SuggestPicksQuery = { suggestPicks: Array<{ reason: string, player: { id: string, name: string, positions: Array<string>, rank: number } | null }> | null };

export type PrivateReasonsQueryVariables = Exact<{
  draftId: string;
}>;


export type PrivateReasonsQuery = { draft: { board: Array<{ id: string, privateReason: string | null }> } | null };

export type MyRankingsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyRankingsQuery = { me: { rankings: Array<{ id: string, name: string, poolId: string, playerIds: Array<string>, updatedAt: string }> } | null };

export type SetRankingMutationVariables = Exact<{
  poolId: string;
  name: string;
  playerIds: Array<string | number> | string | number;
}>;


export type SetRankingMutation = { setRanking: { ranking: { id: string, name: string, poolId: string, playerIds: Array<string>, updatedAt: string } | null } | null };

export type DeleteRankingMutationVariables = Exact<{
  rankingId: string;
}>;


export type DeleteRankingMutation = { deleteRanking: { rankingId: string } | null };

export type PreviewPoolMutationVariables = Exact<{
  csv: string;
  columns?: Array<ImportColumnInput> | ImportColumnInput | null | undefined;
}>;


export type PreviewPoolMutation = { previewPool: { format: string, unused: Array<string>, rankedBy: string | null, report: Array<string>, playerCount: number, rejectedCount: number, problem: string | null, columns: Array<{ column: ImportColumn, header: string }>, players: Array<{ rank: number, name: string, positions: Array<string>, proTeam: string | null, byeWeek: number | null }>, rejected: Array<{ line: number, reason: string }> } | null };

export type ImportPoolMutationVariables = Exact<{
  name: string;
  csv: string;
  columns?: Array<ImportColumnInput> | ImportColumnInput | null | undefined;
  skipRejected?: boolean | null | undefined;
}>;


export type ImportPoolMutation = { importPool: { playerCount: number, rejectedCount: number, pool: { id: string, name: string } | null } | null };

export type DeletePoolMutationVariables = Exact<{
  poolId: string;
}>;


export type DeletePoolMutation = { deletePool: { poolId: string } | null };

export type PreviewRankingMutationVariables = Exact<{
  poolId: string;
  csv: string;
  columns?: Array<ImportColumnInput> | ImportColumnInput | null | undefined;
}>;


export type PreviewRankingMutation = { previewRanking: { format: string, unused: Array<string>, rankedBy: string | null, report: Array<string>, playerCount: number, unmatchedCount: number, rejectedCount: number, problem: string | null, columns: Array<{ column: ImportColumn, header: string }>, players: Array<{ id: string, name: string, positions: Array<string>, proTeam: string | null }>, unmatched: Array<{ line: number, name: string, reason: string, candidates: Array<{ id: string, name: string, positions: Array<string>, proTeam: string | null }> }>, rejected: Array<{ line: number, reason: string }> } | null };

export type ImportRankingMutationVariables = Exact<{
  poolId: string;
  name: string;
  csv: string;
  columns?: Array<ImportColumnInput> | ImportColumnInput | null | undefined;
  skipUnmatched?: boolean | null | undefined;
}>;


export type ImportRankingMutation = { importRanking: { playerCount: number, unmatchedCount: number, rejectedCount: number, ranking: { id: string, name: string, poolId: string, playerIds: Array<string>, updatedAt: string } | null } | null };

export type ServiceStatusQueryVariables = Exact<{ [key: string]: never; }>;


export type ServiceStatusQuery = { serviceStatus: { at: string, problems: Array<{ needsYou: boolean, what: string, advice: string, section: string }>, figures: Array<{ name: string, text: string }>, workers: Array<{ number: number, name: string, state: string, isDrained: boolean, silentSeconds: number, failure: string | null }>, overdue: Array<{ draftId: string, overdueSeconds: number, alarm: string }>, failing: Array<{ draftId: string, isPaused: boolean, attempts: number, error: string }> } | null, endpoints: { nodes: Array<{ id: string, kind: EndpointKind, address: string, lastError: string | null, openUntil: string | null, deadLetters: { totalCount: number } }> } | null };

export type RearmDraftMutationVariables = Exact<{
  draftId: string;
}>;


export type RearmDraftMutation = { rearmDraft: { draft: { id: string, version: number } | null } | null };

export type DrainProcessMutationVariables = Exact<{
  process: number;
  drain: boolean;
}>;


export type DrainProcessMutation = { drainProcess: { isDrained: boolean } | null };

export type ReplayDeadLettersMutationVariables = Exact<{
  endpointId: string;
}>;


export type ReplayDeadLettersMutation = { replayDeadLetters: { deadLetters: number } | null };

export type EnableEndpointMutationVariables = Exact<{
  endpointId: string;
}>;


export type EnableEndpointMutation = { setEndpointEnabled: { endpoint: { id: string } | null } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const PlayerLineFragmentDoc = new TypedDocumentString(`
    fragment PlayerLine on Player {
  id
  name
  positions
  rank
}
    `, {"fragmentName":"PlayerLine"}) as unknown as TypedDocumentString<PlayerLineFragment, unknown>;
export const PickCellFragmentDoc = new TypedDocumentString(`
    fragment PickCell on Pick {
  id
  pickNumber
  round
  teamId
  source
  reason
  skippedAt
  isForfeited
  player {
    ...PlayerLine
  }
}
    fragment PlayerLine on Player {
  id
  name
  positions
  rank
}`, {"fragmentName":"PickCell"}) as unknown as TypedDocumentString<PickCellFragment, unknown>;
export const EventFactsFragmentDoc = new TypedDocumentString(`
    fragment EventFacts on DraftEvent {
  __typename
  version
  at
  deadline
  kind
  note
  ... on DraftCreated {
    teamIds
    promisedSeedHash
  }
  ... on DraftOpened {
    slots
    owners
    pickNumber
    teamId
    keepers {
      pickNumber
      playerId
    }
    forfeits
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
  }
  ... on DraftPicked {
    pickNumber
    round
    teamId
    playerId
    source
    reason
    nextPickNumber
    nextTeamId
    madeUp
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
    misses
  }
  ... on DraftPaused {
    pickNumber
    cause
    remainingSeconds
    bankSeconds
  }
  ... on DraftResumed {
    pickNumber
    teamId
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
  }
  ... on DraftTimeReturned {
    pickNumber
    teamId
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
  }
  ... on DraftAutopilotChanged {
    teamId
    autopilot
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
    misses
    cause
  }
  ... on DraftSlotsReordered {
    teamIds
  }
  ... on DraftWordGiven {
    teamId
    word
  }
  ... on DraftOrderDrawn {
    teamIds
    seed
    seedHash
    words {
      teamId
      word
    }
  }
  ... on DraftTeamRenamed {
    teamId
    teamName
  }
  ... on DraftRenamed {
    name
  }
  ... on DraftManagerChanged {
    teamId
    managerId
    formerManagerId
  }
  ... on DraftSkipped {
    pickNumber
    teamId
    cause
    nextPickNumber
    nextTeamId
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
    misses
  }
  ... on DraftClockRanOut {
    pickNumber
    teamId
    bankSeconds
    misses
  }
  ... on DraftTimeAdded {
    pickNumber
    teamId
    seconds
    secondsLeft
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
  }
  ... on DraftClockReset {
    pickNumber
    teamId
    secondsLeft
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
  }
  ... on DraftRolledBack {
    toPick
    cause
    remainingSeconds
    undone {
      pickNumber
      teamId
      playerId
      wasSkipped
      isSkipped
    }
    teamTimes {
      teamId
      bankSeconds
      misses
    }
  }
  ... on DraftPickCorrected {
    pickNumber
    teamId
    playerId
    formerPlayerId
  }
  ... on DraftPicksSwapped {
    pickNumber
    otherPickNumber
    playerId
    otherPlayerId
  }
  ... on DraftPicksTraded {
    trades {
      pickNumber
      fromTeamId
      toTeamId
    }
    teamTimes {
      teamId
      bankSeconds
      misses
    }
    clockEndsAt
    actsAt
    quietUntil
  }
  ... on DraftSettingsChanged {
    changed
    bankSecondsAdded
  }
}
    `, {"fragmentName":"EventFacts"}) as unknown as TypedDocumentString<EventFactsFragment, unknown>;
export const PoolPlayerFragmentDoc = new TypedDocumentString(`
    fragment PoolPlayer on Player {
  id
  name
  positions
  rank
  byeWeek
  proTeam
  adp
  status {
    id
    status
    note
    adp
    proTeam
  }
}
    `, {"fragmentName":"PoolPlayer"}) as unknown as TypedDocumentString<PoolPlayerFragment, unknown>;
export const RankingLineFragmentDoc = new TypedDocumentString(`
    fragment RankingLine on Ranking {
  id
  name
  poolId
  playerIds
  updatedAt
}
    `, {"fragmentName":"RankingLine"}) as unknown as TypedDocumentString<RankingLineFragment, unknown>;
export const DraftSheetDocument = new TypedDocumentString(`
    query DraftSheet($draftId: UUID!) {
  databaseTime
  draft(id: $draftId) {
    id
    version
    state
    currentPick
    nextDeadline
    deadline
    clockEndsAt
    overtimeSince
    quietUntil
    remainingSeconds
    pauseCause
    myTeam {
      id
    }
    settings {
      id
      rounds
      secondsPerPick
      rosterSlots {
        name
        seats
        positions
      }
      positionMaximums {
        position
        players
      }
    }
    slots {
      nodes {
        id
        slot
        autopilot
        bankSeconds
        misses
        team {
          id
          name
        }
      }
    }
    board {
      ...PickCell
    }
  }
}
    fragment PickCell on Pick {
  id
  pickNumber
  round
  teamId
  source
  reason
  skippedAt
  isForfeited
  player {
    ...PlayerLine
  }
}
fragment PlayerLine on Player {
  id
  name
  positions
  rank
}`) as unknown as TypedDocumentString<DraftSheetQuery, DraftSheetQueryVariables>;
export const BestPlayersDocument = new TypedDocumentString(`
    query BestPlayers($draftId: UUID!, $first: Int!, $position: String) {
  draft(id: $draftId) {
    players(available: true, first: $first, position: $position) {
      nodes {
        ...PlayerLine
      }
    }
  }
}
    fragment PlayerLine on Player {
  id
  name
  positions
  rank
}`) as unknown as TypedDocumentString<BestPlayersQuery, BestPlayersQueryVariables>;
export const FindPlayersDocument = new TypedDocumentString(`
    query FindPlayers($draftId: UUID!, $search: String!, $first: Int!) {
  draft(id: $draftId) {
    players(search: $search, available: true, first: $first) {
      nodes {
        ...PlayerLine
      }
    }
  }
}
    fragment PlayerLine on Player {
  id
  name
  positions
  rank
}`) as unknown as TypedDocumentString<FindPlayersQuery, FindPlayersQueryVariables>;
export const PlayerByIdDocument = new TypedDocumentString(`
    query PlayerById($id: ID!) {
  player(id: $id) {
    ...PlayerLine
  }
}
    fragment PlayerLine on Player {
  id
  name
  positions
  rank
}`) as unknown as TypedDocumentString<PlayerByIdQuery, PlayerByIdQueryVariables>;
export const QueueDocument = new TypedDocumentString(`
    query Queue($draftId: UUID!, $teamId: UUID!) {
  draft(id: $draftId) {
    queueEntries(condition: {teamId: $teamId}) {
      nodes {
        id
        player {
          ...PlayerLine
        }
      }
    }
  }
}
    fragment PlayerLine on Player {
  id
  name
  positions
  rank
}`) as unknown as TypedDocumentString<QueueQuery, QueueQueryVariables>;
export const MakePickDocument = new TypedDocumentString(`
    mutation MakePick($draftId: UUID!, $pickNumber: Int!, $playerId: ID!, $waiveRoster: Boolean, $note: String) {
  makePick(
    draftId: $draftId
    pickNumber: $pickNumber
    playerId: $playerId
    waiveRoster: $waiveRoster
    note: $note
  ) {
    repeated
    pick {
      ...PickCell
    }
  }
}
    fragment PickCell on Pick {
  id
  pickNumber
  round
  teamId
  source
  reason
  skippedAt
  isForfeited
  player {
    ...PlayerLine
  }
}
fragment PlayerLine on Player {
  id
  name
  positions
  rank
}`) as unknown as TypedDocumentString<MakePickMutation, MakePickMutationVariables>;
export const SetQueueDocument = new TypedDocumentString(`
    mutation SetQueue($draftId: UUID!, $teamId: UUID!, $playerIds: [ID!]!) {
  setQueue(draftId: $draftId, teamId: $teamId, playerIds: $playerIds) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<SetQueueMutation, SetQueueMutationVariables>;
export const AddToQueueDocument = new TypedDocumentString(`
    mutation AddToQueue($draftId: UUID!, $teamId: UUID!, $playerId: ID!, $place: Int) {
  addToQueue(
    draftId: $draftId
    teamId: $teamId
    playerId: $playerId
    place: $place
  ) {
    playerIds
  }
}
    `) as unknown as TypedDocumentString<AddToQueueMutation, AddToQueueMutationVariables>;
export const MoveInQueueDocument = new TypedDocumentString(`
    mutation MoveInQueue($draftId: UUID!, $teamId: UUID!, $playerId: ID!, $place: Int!) {
  moveInQueue(
    draftId: $draftId
    teamId: $teamId
    playerId: $playerId
    place: $place
  ) {
    playerIds
  }
}
    `) as unknown as TypedDocumentString<MoveInQueueMutation, MoveInQueueMutationVariables>;
export const RemoveFromQueueDocument = new TypedDocumentString(`
    mutation RemoveFromQueue($draftId: UUID!, $teamId: UUID!, $playerId: ID!) {
  removeFromQueue(draftId: $draftId, teamId: $teamId, playerId: $playerId) {
    playerIds
  }
}
    `) as unknown as TypedDocumentString<RemoveFromQueueMutation, RemoveFromQueueMutationVariables>;
export const SetAutopilotDocument = new TypedDocumentString(`
    mutation SetAutopilot($draftId: UUID!, $teamId: UUID!, $autopilot: Boolean!) {
  setAutopilot(draftId: $draftId, teamId: $teamId, autopilot: $autopilot) {
    draft {
      version
    }
  }
}
    `) as unknown as TypedDocumentString<SetAutopilotMutation, SetAutopilotMutationVariables>;
export const SkipPickDocument = new TypedDocumentString(`
    mutation SkipPick($draftId: UUID!, $pickNumber: Int!, $note: String) {
  skipPick(draftId: $draftId, pickNumber: $pickNumber, note: $note) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<SkipPickMutation, SkipPickMutationVariables>;
export const AddTimeDocument = new TypedDocumentString(`
    mutation AddTime($draftId: UUID!, $seconds: Float!, $version: Int, $note: String) {
  addTime(draftId: $draftId, seconds: $seconds, version: $version, note: $note) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<AddTimeMutation, AddTimeMutationVariables>;
export const ResetClockDocument = new TypedDocumentString(`
    mutation ResetClock($draftId: UUID!, $version: Int, $note: String) {
  resetClock(draftId: $draftId, version: $version, note: $note) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<ResetClockMutation, ResetClockMutationVariables>;
export const RollBackPreviewDocument = new TypedDocumentString(`
    query RollBackPreview($draftId: UUID!, $toPick: Int) {
  rollBackPreview(draftId: $draftId, toPick: $toPick) {
    version
    toPick
    undone {
      pickNumber
      teamId
      playerId
      wasSkipped
      isSkipped
    }
  }
}
    `) as unknown as TypedDocumentString<RollBackPreviewQuery, RollBackPreviewQueryVariables>;
export const RollBackDraftDocument = new TypedDocumentString(`
    mutation RollBackDraft($draftId: UUID!, $toPick: Int!, $version: Int!, $note: String) {
  rollBackDraft(
    draftId: $draftId
    toPick: $toPick
    version: $version
    note: $note
  ) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RollBackDraftMutation, RollBackDraftMutationVariables>;
export const UndoLastDocument = new TypedDocumentString(`
    mutation UndoLast($draftId: UUID!, $version: Int!, $note: String) {
  undoLast(draftId: $draftId, version: $version, note: $note) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<UndoLastMutation, UndoLastMutationVariables>;
export const CorrectPickDocument = new TypedDocumentString(`
    mutation CorrectPick($draftId: UUID!, $pickNumber: Int!, $playerId: ID!, $version: Int, $note: String) {
  correctPick(
    draftId: $draftId
    pickNumber: $pickNumber
    playerId: $playerId
    version: $version
    note: $note
  ) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<CorrectPickMutation, CorrectPickMutationVariables>;
export const SwapPicksDocument = new TypedDocumentString(`
    mutation SwapPicks($draftId: UUID!, $pickNumber: Int!, $otherPickNumber: Int!, $version: Int!, $note: String) {
  swapPicks(
    draftId: $draftId
    pickNumber: $pickNumber
    otherPickNumber: $otherPickNumber
    version: $version
    note: $note
  ) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<SwapPicksMutation, SwapPicksMutationVariables>;
export const ForcePickDocument = new TypedDocumentString(`
    mutation ForcePick($draftId: UUID!, $pickNumber: Int!, $note: String) {
  forcePick(draftId: $draftId, pickNumber: $pickNumber, note: $note) {
    repeated
  }
}
    `) as unknown as TypedDocumentString<ForcePickMutation, ForcePickMutationVariables>;
export const TradePicksDocument = new TypedDocumentString(`
    mutation TradePicks($draftId: UUID!, $trades: [PickTradeInput!]!, $version: Int, $note: String) {
  tradePicks(draftId: $draftId, trades: $trades, version: $version, note: $note) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<TradePicksMutation, TradePicksMutationVariables>;
export const ChangeDraftSettingsDocument = new TypedDocumentString(`
    mutation ChangeDraftSettings($draftId: UUID!, $settings: DraftSettingsChangeInput!) {
  changeDraftSettings(draftId: $draftId, settings: $settings) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<ChangeDraftSettingsMutation, ChangeDraftSettingsMutationVariables>;
export const DraftEventsDocument = new TypedDocumentString(`
    subscription DraftEvents($draftId: UUID!, $after: Int!) {
  draftEvents(draftId: $draftId, after: $after) {
    ...EventFacts
  }
}
    fragment EventFacts on DraftEvent {
  __typename
  version
  at
  deadline
  kind
  note
  ... on DraftCreated {
    teamIds
    promisedSeedHash
  }
  ... on DraftOpened {
    slots
    owners
    pickNumber
    teamId
    keepers {
      pickNumber
      playerId
    }
    forfeits
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
  }
  ... on DraftPicked {
    pickNumber
    round
    teamId
    playerId
    source
    reason
    nextPickNumber
    nextTeamId
    madeUp
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
    misses
  }
  ... on DraftPaused {
    pickNumber
    cause
    remainingSeconds
    bankSeconds
  }
  ... on DraftResumed {
    pickNumber
    teamId
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
  }
  ... on DraftTimeReturned {
    pickNumber
    teamId
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
  }
  ... on DraftAutopilotChanged {
    teamId
    autopilot
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
    misses
    cause
  }
  ... on DraftSlotsReordered {
    teamIds
  }
  ... on DraftWordGiven {
    teamId
    word
  }
  ... on DraftOrderDrawn {
    teamIds
    seed
    seedHash
    words {
      teamId
      word
    }
  }
  ... on DraftTeamRenamed {
    teamId
    teamName
  }
  ... on DraftRenamed {
    name
  }
  ... on DraftManagerChanged {
    teamId
    managerId
    formerManagerId
  }
  ... on DraftSkipped {
    pickNumber
    teamId
    cause
    nextPickNumber
    nextTeamId
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
    misses
  }
  ... on DraftClockRanOut {
    pickNumber
    teamId
    bankSeconds
    misses
  }
  ... on DraftTimeAdded {
    pickNumber
    teamId
    seconds
    secondsLeft
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
  }
  ... on DraftClockReset {
    pickNumber
    teamId
    secondsLeft
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
  }
  ... on DraftRolledBack {
    toPick
    cause
    remainingSeconds
    undone {
      pickNumber
      teamId
      playerId
      wasSkipped
      isSkipped
    }
    teamTimes {
      teamId
      bankSeconds
      misses
    }
  }
  ... on DraftPickCorrected {
    pickNumber
    teamId
    playerId
    formerPlayerId
  }
  ... on DraftPicksSwapped {
    pickNumber
    otherPickNumber
    playerId
    otherPlayerId
  }
  ... on DraftPicksTraded {
    trades {
      pickNumber
      fromTeamId
      toTeamId
    }
    teamTimes {
      teamId
      bankSeconds
      misses
    }
    clockEndsAt
    actsAt
    quietUntil
  }
  ... on DraftSettingsChanged {
    changed
    bankSecondsAdded
  }
}`) as unknown as TypedDocumentString<DraftEventsSubscription, DraftEventsSubscriptionVariables>;
export const DraftHistoryDocument = new TypedDocumentString(`
    query DraftHistory($draftId: UUID!, $after: Int!) {
  draft(id: $draftId) {
    version
    events(after: $after, first: 500) {
      ...EventFacts
    }
  }
}
    fragment EventFacts on DraftEvent {
  __typename
  version
  at
  deadline
  kind
  note
  ... on DraftCreated {
    teamIds
    promisedSeedHash
  }
  ... on DraftOpened {
    slots
    owners
    pickNumber
    teamId
    keepers {
      pickNumber
      playerId
    }
    forfeits
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
  }
  ... on DraftPicked {
    pickNumber
    round
    teamId
    playerId
    source
    reason
    nextPickNumber
    nextTeamId
    madeUp
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
    misses
  }
  ... on DraftPaused {
    pickNumber
    cause
    remainingSeconds
    bankSeconds
  }
  ... on DraftResumed {
    pickNumber
    teamId
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
  }
  ... on DraftTimeReturned {
    pickNumber
    teamId
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
  }
  ... on DraftAutopilotChanged {
    teamId
    autopilot
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
    misses
    cause
  }
  ... on DraftSlotsReordered {
    teamIds
  }
  ... on DraftWordGiven {
    teamId
    word
  }
  ... on DraftOrderDrawn {
    teamIds
    seed
    seedHash
    words {
      teamId
      word
    }
  }
  ... on DraftTeamRenamed {
    teamId
    teamName
  }
  ... on DraftRenamed {
    name
  }
  ... on DraftManagerChanged {
    teamId
    managerId
    formerManagerId
  }
  ... on DraftSkipped {
    pickNumber
    teamId
    cause
    nextPickNumber
    nextTeamId
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
    misses
  }
  ... on DraftClockRanOut {
    pickNumber
    teamId
    bankSeconds
    misses
  }
  ... on DraftTimeAdded {
    pickNumber
    teamId
    seconds
    secondsLeft
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
  }
  ... on DraftClockReset {
    pickNumber
    teamId
    secondsLeft
    clockEndsAt
    actsAt
    quietUntil
    bankSeconds
  }
  ... on DraftRolledBack {
    toPick
    cause
    remainingSeconds
    undone {
      pickNumber
      teamId
      playerId
      wasSkipped
      isSkipped
    }
    teamTimes {
      teamId
      bankSeconds
      misses
    }
  }
  ... on DraftPickCorrected {
    pickNumber
    teamId
    playerId
    formerPlayerId
  }
  ... on DraftPicksSwapped {
    pickNumber
    otherPickNumber
    playerId
    otherPlayerId
  }
  ... on DraftPicksTraded {
    trades {
      pickNumber
      fromTeamId
      toTeamId
    }
    teamTimes {
      teamId
      bankSeconds
      misses
    }
    clockEndsAt
    actsAt
    quietUntil
  }
  ... on DraftSettingsChanged {
    changed
    bankSecondsAdded
  }
}`) as unknown as TypedDocumentString<DraftHistoryQuery, DraftHistoryQueryVariables>;
export const DatabaseTimeDocument = new TypedDocumentString(`
    query DatabaseTime {
  databaseTime
}
    `) as unknown as TypedDocumentString<DatabaseTimeQuery, DatabaseTimeQueryVariables>;
export const DrawOrderDocument = new TypedDocumentString(`
    mutation DrawOrder($draftId: UUID!, $note: String) {
  drawOrder(draftId: $draftId, note: $note) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<DrawOrderMutation, DrawOrderMutationVariables>;
export const GiveWordDocument = new TypedDocumentString(`
    mutation GiveWord($draftId: UUID!, $teamId: UUID!, $word: String!) {
  giveWord(draftId: $draftId, teamId: $teamId, word: $word) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<GiveWordMutation, GiveWordMutationVariables>;
export const ReorderSlotsDocument = new TypedDocumentString(`
    mutation ReorderSlots($draftId: UUID!, $teamIds: [UUID!]!, $note: String) {
  reorderSlots(draftId: $draftId, teamIds: $teamIds, note: $note) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<ReorderSlotsMutation, ReorderSlotsMutationVariables>;
export const PoolPlayersDocument = new TypedDocumentString(`
    query PoolPlayers($poolId: UUID!, $after: Cursor) {
  playerPool(id: $poolId) {
    id
    name
    players(first: 500, after: $after) {
      nodes {
        ...PoolPlayer
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment PoolPlayer on Player {
  id
  name
  positions
  rank
  byeWeek
  proTeam
  adp
  status {
    id
    status
    note
    adp
    proTeam
  }
}`) as unknown as TypedDocumentString<PoolPlayersQuery, PoolPlayersQueryVariables>;
export const DraftRulesDocument = new TypedDocumentString(`
    query DraftRules($draftId: UUID!) {
  draft(id: $draftId) {
    id
    settings {
      id
      secondsPerPick
      bankSeconds
      incrementSeconds
      graceSeconds
      autopilotSeconds
      autopilotAfterMisses
      atZero
      resume
      pauseBeforePicks
      pauseAt
      quietHours {
        zone
        picks
        windows {
          weekdays
          from
          to
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DraftRulesQuery, DraftRulesQueryVariables>;
export const DraftSettledDocument = new TypedDocumentString(`
    query DraftSettled($draftId: UUID!) {
  draft(id: $draftId) {
    id
    settings {
      id
      rounds
      keepers {
        slot
        round
        cellSlot
        playerId
      }
      forfeits {
        slot
        round
      }
      tradedPicks {
        slot
        round
        owner
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DraftSettledQuery, DraftSettledQueryVariables>;
export const DraftCompanyDocument = new TypedDocumentString(`
    subscription DraftCompany($draftId: UUID!) {
  draftCompany(draftId: $draftId) {
    teamIds
    hasCommissioner
    watching
    reactions {
      teamId
      sign
      at
    }
    poolVersion
  }
}
    `) as unknown as TypedDocumentString<DraftCompanySubscription, DraftCompanySubscriptionVariables>;
export const DraftPlayerNewsDocument = new TypedDocumentString(`
    query DraftPlayerNews($draftId: UUID!, $sinceVersion: Int!) {
  draft(id: $draftId) {
    pool {
      id
      statusVersion
    }
    playerNews(sinceVersion: $sinceVersion, first: 200) {
      nodes {
        playerId
        player {
          ...PoolPlayer
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
}
    fragment PoolPlayer on Player {
  id
  name
  positions
  rank
  byeWeek
  proTeam
  adp
  status {
    id
    status
    note
    adp
    proTeam
  }
}`) as unknown as TypedDocumentString<DraftPlayerNewsQuery, DraftPlayerNewsQueryVariables>;
export const ReactDocument = new TypedDocumentString(`
    mutation React($draftId: UUID!, $teamId: UUID!, $sign: ReactionSign!) {
  react(draftId: $draftId, teamId: $teamId, sign: $sign) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<ReactMutation, ReactMutationVariables>;
export const DraftRoomDocument = new TypedDocumentString(`
    query DraftRoom($draftId: UUID!) {
  databaseTime
  me {
    id
    name
    isOperator
  }
  draft(id: $draftId) {
    id
    version
    state
    visibility
    name
    seedHash
    isPreview
    preview {
      seed
      speed
      seat
      expiresAt
    }
    currentPick
    nextDeadline
    deadline
    clockEndsAt
    overtimeSince
    quietUntil
    remainingSeconds
    pauseCause
    startsAt
    openedAt
    endedAt
    poolId
    pool {
      id
      statusVersion
    }
    league {
      id
      name
      commissionerId
      commissioner {
        id
        name
      }
    }
    settings {
      id
      rounds
      secondsPerPick
      bankSeconds
      atZero
      graceSeconds
      quietHours {
        zone
        picks
        windows {
          weekdays
          from
          to
        }
      }
      order {
        kind
        fromRound
      }
      rosterSlots {
        name
        seats
        positions
      }
      positionMaximums {
        position
        players
      }
    }
    slots {
      nodes {
        id
        slot
        autopilot
        bankSeconds
        misses
        word
        team {
          id
          name
          managerId
          manager {
            id
            name
          }
        }
      }
    }
    board {
      pickNumber
      round
      slot
      teamId
      source
      reason
      pickedAt
      skippedAt
      isForfeited
      player {
        ...PoolPlayer
      }
    }
  }
}
    fragment PoolPlayer on Player {
  id
  name
  positions
  rank
  byeWeek
  proTeam
  adp
  status {
    id
    status
    note
    adp
    proTeam
  }
}`) as unknown as TypedDocumentString<DraftRoomQuery, DraftRoomQueryVariables>;
export const DraftPlayersDocument = new TypedDocumentString(`
    query DraftPlayers($draftId: UUID!, $first: Int!, $after: Cursor) {
  draft(id: $draftId) {
    players(first: $first, after: $after) {
      nodes {
        ...PoolPlayer
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment PoolPlayer on Player {
  id
  name
  positions
  rank
  byeWeek
  proTeam
  adp
  status {
    id
    status
    note
    adp
    proTeam
  }
}`) as unknown as TypedDocumentString<DraftPlayersQuery, DraftPlayersQueryVariables>;
export const TeamNamesDocument = new TypedDocumentString(`
    query TeamNames($teamId: UUID!) {
  team(id: $teamId) {
    id
    managerId
    manager {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<TeamNamesQuery, TeamNamesQueryVariables>;
export const HomeDocument = new TypedDocumentString(`
    query Home {
  databaseTime
  me {
    id
    name
    isOperator
    leagues {
      id
      name
      commissionerId
    }
    teams {
      id
      name
      leagueId
    }
    needs {
      kind
      until
      draft {
        id
        name
        league {
          id
          name
        }
        settings {
          id
          atZero
          secondsPerPick
        }
      }
      pick {
        id
        pickNumber
      }
      team {
        id
        name
        leagueId
      }
    }
    drafts {
      id
      name
      state
      currentPick
      nextDeadline
      startsAt
      createdAt
      leagueId
      poolId
      league {
        id
        name
      }
      myTeam {
        id
        name
      }
      currentTeam {
        id
        name
      }
      settings {
        id
        rounds
        secondsPerPick
      }
    }
  }
}
    `) as unknown as TypedDocumentString<HomeQuery, HomeQueryVariables>;
export const PracticeDocument = new TypedDocumentString(`
    query Practice($draftId: UUID!) {
  draft(id: $draftId) {
    id
    state
    isPreview
    myTeam {
      id
    }
    currentTeam {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<PracticeQuery, PracticeQueryVariables>;
export const PutAwayDocument = new TypedDocumentString(`
    query PutAway {
  me {
    id
    leagues(archived: true) {
      id
      name
    }
    drafts(archived: true) {
      id
      name
      state
      league {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PutAwayQuery, PutAwayQueryVariables>;
export const LeagueDocument = new TypedDocumentString(`
    query League($leagueId: UUID!) {
  me {
    id
    name
    isOperator
  }
  league(id: $leagueId) {
    id
    name
    archivedAt
    commissionerId
    commissioner {
      id
      name
    }
    teams {
      nodes {
        id
        name
        managerId
        manager {
          id
          name
        }
        invitations(first: 1) {
          nodes {
            id
            expiresAt
            claimedAt
            revokedAt
          }
        }
      }
    }
    drafts {
      nodes {
        id
        name
        archivedAt
        state
        startsAt
        createdAt
        currentPick
        poolId
        settings {
          id
          rounds
          secondsPerPick
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LeagueQuery, LeagueQueryVariables>;
export const PlayerPoolsDocument = new TypedDocumentString(`
    query PlayerPools {
  playerPools {
    nodes {
      id
      name
      positions
      ownerId
      createdAt
    }
  }
}
    `) as unknown as TypedDocumentString<PlayerPoolsQuery, PlayerPoolsQueryVariables>;
export const DraftAuditDocument = new TypedDocumentString(`
    query DraftAudit($draftId: UUID!) {
  draft(id: $draftId) {
    auditEntries(first: 100) {
      nodes {
        id
        action
        actorKind
        facts
        at
        actor {
          id
          name
        }
        team {
          id
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DraftAuditQuery, DraftAuditQueryVariables>;
export const RenameLeagueDocument = new TypedDocumentString(`
    mutation RenameLeague($leagueId: UUID!, $name: String!) {
  renameLeague(leagueId: $leagueId, name: $name) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RenameLeagueMutation, RenameLeagueMutationVariables>;
export const RenameMeDocument = new TypedDocumentString(`
    mutation RenameMe($name: String!) {
  renameMe(name: $name) {
    name
  }
}
    `) as unknown as TypedDocumentString<RenameMeMutation, RenameMeMutationVariables>;
export const ArchiveLeagueDocument = new TypedDocumentString(`
    mutation ArchiveLeague($leagueId: UUID!, $archived: Boolean!) {
  archiveLeague(leagueId: $leagueId, archived: $archived) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<ArchiveLeagueMutation, ArchiveLeagueMutationVariables>;
export const DeleteLeagueDocument = new TypedDocumentString(`
    mutation DeleteLeague($leagueId: UUID!) {
  deleteLeague(leagueId: $leagueId) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<DeleteLeagueMutation, DeleteLeagueMutationVariables>;
export const RenameTeamDocument = new TypedDocumentString(`
    mutation RenameTeam($teamId: UUID!, $name: String!) {
  renameTeam(teamId: $teamId, name: $name) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RenameTeamMutation, RenameTeamMutationVariables>;
export const RenameDraftDocument = new TypedDocumentString(`
    mutation RenameDraft($draftId: UUID!, $name: String) {
  renameDraft(draftId: $draftId, name: $name) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RenameDraftMutation, RenameDraftMutationVariables>;
export const ArchiveDraftDocument = new TypedDocumentString(`
    mutation ArchiveDraft($draftId: UUID!, $archived: Boolean!) {
  archiveDraft(draftId: $draftId, archived: $archived) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<ArchiveDraftMutation, ArchiveDraftMutationVariables>;
export const DeleteDraftDocument = new TypedDocumentString(`
    mutation DeleteDraft($draftId: UUID!) {
  deleteDraft(draftId: $draftId) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<DeleteDraftMutation, DeleteDraftMutationVariables>;
export const CreateLeagueDocument = new TypedDocumentString(`
    mutation CreateLeague($name: String!, $teams: [NewTeamInput!]!) {
  createLeague(name: $name, teams: $teams) {
    league {
      id
      teams {
        nodes {
          id
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CreateLeagueMutation, CreateLeagueMutationVariables>;
export const CreateDraftDocument = new TypedDocumentString(`
    mutation CreateDraft($leagueId: UUID!, $poolId: UUID!, $teamIds: [UUID!]!, $settings: DraftSettingsInput!) {
  createDraft(
    leagueId: $leagueId
    poolId: $poolId
    teamIds: $teamIds
    settings: $settings
  ) {
    draft {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CreateDraftMutation, CreateDraftMutationVariables>;
export const InviteManagersDocument = new TypedDocumentString(`
    mutation InviteManagers($teamIds: [UUID!]!) {
  inviteManagers(teamIds: $teamIds) {
    invitations {
      invitationId
      link
      expiresAt
      team {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<InviteManagersMutation, InviteManagersMutationVariables>;
export const CreatePreviewDocument = new TypedDocumentString(`
    mutation CreatePreview($settings: DraftSettingsInput, $seat: Int, $bots: Int, $speed: Float, $seed: Int, $poolId: UUID) {
  createPreview(
    settings: $settings
    seat: $seat
    bots: $bots
    speed: $speed
    seed: $seed
    poolId: $poolId
  ) {
    link
    draft {
      id
      preview {
        seed
        expiresAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CreatePreviewMutation, CreatePreviewMutationVariables>;
export const SetTeamManagerDocument = new TypedDocumentString(`
    mutation SetTeamManager($teamId: UUID!, $managerId: UUID) {
  setTeamManager(teamId: $teamId, managerId: $managerId) {
    team {
      id
      managerId
    }
  }
}
    `) as unknown as TypedDocumentString<SetTeamManagerMutation, SetTeamManagerMutationVariables>;
export const StartDraftDocument = new TypedDocumentString(`
    mutation StartDraft($draftId: UUID!) {
  startDraft(draftId: $draftId) {
    draft {
      id
      version
    }
  }
}
    `) as unknown as TypedDocumentString<StartDraftMutation, StartDraftMutationVariables>;
export const PauseDraftDocument = new TypedDocumentString(`
    mutation PauseDraft($draftId: UUID!, $note: String) {
  pauseDraft(draftId: $draftId, note: $note) {
    draft {
      id
      version
    }
  }
}
    `) as unknown as TypedDocumentString<PauseDraftMutation, PauseDraftMutationVariables>;
export const ResumeDraftDocument = new TypedDocumentString(`
    mutation ResumeDraft($draftId: UUID!, $note: String) {
  resumeDraft(draftId: $draftId, note: $note) {
    draft {
      id
      version
    }
  }
}
    `) as unknown as TypedDocumentString<ResumeDraftMutation, ResumeDraftMutationVariables>;
export const CancelDraftDocument = new TypedDocumentString(`
    mutation CancelDraft($draftId: UUID!, $note: String) {
  cancelDraft(draftId: $draftId, note: $note) {
    draft {
      id
      version
    }
  }
}
    `) as unknown as TypedDocumentString<CancelDraftMutation, CancelDraftMutationVariables>;
export const DraftFactsDocument = new TypedDocumentString(`
    subscription DraftFacts($draftId: UUID!, $after: Int!) {
  draftEvents(draftId: $draftId, after: $after) {
    __typename
    version
    at
    deadline
    kind
    data
  }
}
    `) as unknown as TypedDocumentString<DraftFactsSubscription, DraftFactsSubscriptionVariables>;
export const StrategiesDocument = new TypedDocumentString(`
    query Strategies {
  strategies {
    name
    description
    optionsSchema
  }
}
    `) as unknown as TypedDocumentString<StrategiesQuery, StrategiesQueryVariables>;
export const TeamStrategyDocument = new TypedDocumentString(`
    query TeamStrategy($draftId: UUID!, $teamId: UUID!) {
  draft(id: $draftId) {
    settings {
      id
      strategy
      strategyOptions
    }
    teamStrategies(condition: {teamId: $teamId}, first: 1) {
      nodes {
        id
        strategy
        options
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TeamStrategyQuery, TeamStrategyQueryVariables>;
export const SetStrategyDocument = new TypedDocumentString(`
    mutation SetStrategy($draftId: UUID!, $teamId: UUID!, $name: String, $options: JSON) {
  setStrategy(draftId: $draftId, teamId: $teamId, name: $name, options: $options) {
    draft {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<SetStrategyMutation, SetStrategyMutationVariables>;
export const SuggestPicksDocument = new TypedDocumentString(`
    query SuggestPicks($draftId: UUID!, $teamId: UUID!, $count: Int!) {
  suggestPicks(draftId: $draftId, teamId: $teamId, count: $count) {
    reason
    player {
      ...PlayerLine
    }
  }
}
    fragment PlayerLine on Player {
  id
  name
  positions
  rank
}`) as unknown as TypedDocumentString<SuggestPicksQuery, SuggestPicksQueryVariables>;
export const PrivateReasonsDocument = new TypedDocumentString(`
    query PrivateReasons($draftId: UUID!) {
  draft(id: $draftId) {
    board {
      id
      privateReason
    }
  }
}
    `) as unknown as TypedDocumentString<PrivateReasonsQuery, PrivateReasonsQueryVariables>;
export const MyRankingsDocument = new TypedDocumentString(`
    query MyRankings {
  me {
    rankings {
      ...RankingLine
    }
  }
}
    fragment RankingLine on Ranking {
  id
  name
  poolId
  playerIds
  updatedAt
}`) as unknown as TypedDocumentString<MyRankingsQuery, MyRankingsQueryVariables>;
export const SetRankingDocument = new TypedDocumentString(`
    mutation SetRanking($poolId: UUID!, $name: String!, $playerIds: [ID!]!) {
  setRanking(poolId: $poolId, name: $name, playerIds: $playerIds) {
    ranking {
      ...RankingLine
    }
  }
}
    fragment RankingLine on Ranking {
  id
  name
  poolId
  playerIds
  updatedAt
}`) as unknown as TypedDocumentString<SetRankingMutation, SetRankingMutationVariables>;
export const DeleteRankingDocument = new TypedDocumentString(`
    mutation DeleteRanking($rankingId: UUID!) {
  deleteRanking(rankingId: $rankingId) {
    rankingId
  }
}
    `) as unknown as TypedDocumentString<DeleteRankingMutation, DeleteRankingMutationVariables>;
export const PreviewPoolDocument = new TypedDocumentString(`
    mutation PreviewPool($csv: String!, $columns: [ImportColumnInput!]) {
  previewPool(csv: $csv, columns: $columns) {
    format
    columns {
      column
      header
    }
    unused
    rankedBy
    report
    playerCount
    players {
      rank
      name
      positions
      proTeam
      byeWeek
    }
    rejectedCount
    rejected {
      line
      reason
    }
    problem
  }
}
    `) as unknown as TypedDocumentString<PreviewPoolMutation, PreviewPoolMutationVariables>;
export const ImportPoolDocument = new TypedDocumentString(`
    mutation ImportPool($name: String!, $csv: String!, $columns: [ImportColumnInput!], $skipRejected: Boolean) {
  importPool(
    name: $name
    csv: $csv
    columns: $columns
    skipRejected: $skipRejected
  ) {
    playerCount
    rejectedCount
    pool {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ImportPoolMutation, ImportPoolMutationVariables>;
export const DeletePoolDocument = new TypedDocumentString(`
    mutation DeletePool($poolId: UUID!) {
  deletePool(poolId: $poolId) {
    poolId
  }
}
    `) as unknown as TypedDocumentString<DeletePoolMutation, DeletePoolMutationVariables>;
export const PreviewRankingDocument = new TypedDocumentString(`
    mutation PreviewRanking($poolId: UUID!, $csv: String!, $columns: [ImportColumnInput!]) {
  previewRanking(poolId: $poolId, csv: $csv, columns: $columns) {
    format
    columns {
      column
      header
    }
    unused
    rankedBy
    report
    playerCount
    players {
      id
      name
      positions
      proTeam
    }
    unmatchedCount
    unmatched {
      line
      name
      reason
      candidates {
        id
        name
        positions
        proTeam
      }
    }
    rejectedCount
    rejected {
      line
      reason
    }
    problem
  }
}
    `) as unknown as TypedDocumentString<PreviewRankingMutation, PreviewRankingMutationVariables>;
export const ImportRankingDocument = new TypedDocumentString(`
    mutation ImportRanking($poolId: UUID!, $name: String!, $csv: String!, $columns: [ImportColumnInput!], $skipUnmatched: Boolean) {
  importRanking(
    poolId: $poolId
    name: $name
    csv: $csv
    columns: $columns
    skipUnmatched: $skipUnmatched
  ) {
    playerCount
    unmatchedCount
    rejectedCount
    ranking {
      ...RankingLine
    }
  }
}
    fragment RankingLine on Ranking {
  id
  name
  poolId
  playerIds
  updatedAt
}`) as unknown as TypedDocumentString<ImportRankingMutation, ImportRankingMutationVariables>;
export const ServiceStatusDocument = new TypedDocumentString(`
    query ServiceStatus {
  serviceStatus {
    at
    problems {
      needsYou
      what
      advice
      section
    }
    figures {
      name
      text
    }
    workers {
      number
      name
      state
      isDrained
      silentSeconds
      failure
    }
    overdue {
      draftId
      overdueSeconds
      alarm
    }
    failing {
      draftId
      isPaused
      attempts
      error
    }
  }
  endpoints(first: 100) {
    nodes {
      id
      kind
      address
      lastError
      openUntil
      deadLetters(first: 1) {
        totalCount
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceStatusQuery, ServiceStatusQueryVariables>;
export const RearmDraftDocument = new TypedDocumentString(`
    mutation RearmDraft($draftId: UUID!) {
  rearmDraft(draftId: $draftId) {
    draft {
      id
      version
    }
  }
}
    `) as unknown as TypedDocumentString<RearmDraftMutation, RearmDraftMutationVariables>;
export const DrainProcessDocument = new TypedDocumentString(`
    mutation DrainProcess($process: Int!, $drain: Boolean!) {
  drainProcess(process: $process, drain: $drain) {
    isDrained
  }
}
    `) as unknown as TypedDocumentString<DrainProcessMutation, DrainProcessMutationVariables>;
export const ReplayDeadLettersDocument = new TypedDocumentString(`
    mutation ReplayDeadLetters($endpointId: UUID!) {
  replayDeadLetters(endpointId: $endpointId) {
    deadLetters
  }
}
    `) as unknown as TypedDocumentString<ReplayDeadLettersMutation, ReplayDeadLettersMutationVariables>;
export const EnableEndpointDocument = new TypedDocumentString(`
    mutation EnableEndpoint($endpointId: UUID!) {
  setEndpointEnabled(endpointId: $endpointId, enabled: true) {
    endpoint {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<EnableEndpointMutation, EnableEndpointMutationVariables>;

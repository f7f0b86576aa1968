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
  /** The clock was stopped. */
  | 'PAUSED'
  /** A player was drafted, and the next pick put on the clock. */
  | 'PICKED'
  /** The clock goes on with the time that was left, or begins anew where the settings say so. */
  | 'RESUMED'
  /** Not a change of the draft: the stream left events out. Read the draft again. */
  | 'RESYNC'
  /** Settings of the draft were changed; those of time hold from the next pick on. */
  | 'SETTINGS_CHANGED'
  /** A pick was passed over; its team may make it up. The next pick was put on the clock. */
  | 'SKIPPED'
  /** The pick on the clock was given time, or some was taken. */
  | 'TIME_ADDED'
  /** Nobody was there to pick when the clock ran out, so the team has time again. */
  | 'TIME_RETURNED';

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

/** Who made a pick: the manager, the commissioner in their place, the clock, or autopilot. */
export type PickSource =
  /** The clock ran out, and a strategy picked. */
  | 'AUTO'
  /** The team is on autopilot, and a strategy picked at once. */
  | 'AUTOPILOT'
  /** The commissioner or an operator picked for the team. */
  | 'COMMISSIONER'
  /** The team's manager picked. */
  | 'MANUAL';

export type DraftSheetQueryVariables = Exact<{
  draftId: string;
}>;


export type DraftSheetQuery = { databaseTime: string, draft: { id: string, version: number, state: DraftState, currentPick: number | null, nextDeadline: string | null, remainingSeconds: number | null, pauseCause: string | null, myTeam: { id: string } | null, settings: { id: string, rounds: number, secondsPerPick: number, rosterSlots: Array<{ name: string, seats: number, positions: Array<string> | null }> } | null, slots: { nodes: Array<{ id: string, slot: number, autopilot: boolean, team: { id: string, name: string } | null }> }, board: Array<{ id: string, pickNumber: number, round: number, teamId: string, source: PickSource | null, reason: string | null, player: { id: string, name: string, positions: Array<string>, rank: number } | null }> } | null };

export type PickCellFragment = { id: string, pickNumber: number, round: number, teamId: string, source: PickSource | null, reason: string | null, player: { id: string, name: string, positions: Array<string>, rank: number } | null };

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
}>;


export type MakePickMutation = { makePick: { repeated: boolean, pick: { id: string, pickNumber: number, round: number, teamId: string, source: PickSource | null, reason: string | null, player: { id: string, name: string, positions: Array<string>, rank: number } | null } | null } | null };

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

export type DraftEventsSubscriptionVariables = Exact<{
  draftId: string;
  after: number;
}>;


export type DraftEventsSubscription = { draftEvents:
    | { __typename: 'DraftAutopilotChanged', teamId: string, autopilot: boolean, version: number, at: string, deadline: string | null, kind: DraftEventKind }
    | { __typename: 'DraftCancelled', version: number, at: string, deadline: string | null, kind: DraftEventKind }
    | { __typename: 'DraftClockRanOut', version: number, at: string, deadline: string | null, kind: DraftEventKind }
    | { __typename: 'DraftClockReset', version: number, at: string, deadline: string | null, kind: DraftEventKind }
    | { __typename: 'DraftCompleted', version: number, at: string, deadline: string | null, kind: DraftEventKind }
    | { __typename: 'DraftCreated', version: number, at: string, deadline: string | null, kind: DraftEventKind }
    | { __typename: 'DraftManagerChanged', teamId: string, managerId: string | null, formerManagerId: string | null, version: number, at: string, deadline: string | null, kind: DraftEventKind }
    | { __typename: 'DraftOpened', pickNumber: number, teamId: string, version: number, at: string, deadline: string | null, kind: DraftEventKind }
    | { __typename: 'DraftPaused', pickNumber: number, cause: string, remainingSeconds: number, version: number, at: string, deadline: string | null, kind: DraftEventKind }
    | { __typename: 'DraftPicked', pickNumber: number, round: number, teamId: string, playerId: string, source: PickSource, reason: string | null, nextPickNumber: number | null, nextTeamId: string | null, version: number, at: string, deadline: string | null, kind: DraftEventKind }
    | { __typename: 'DraftResumed', pickNumber: number, teamId: string, version: number, at: string, deadline: string | null, kind: DraftEventKind }
    | { __typename: 'DraftResync', version: number, at: string, deadline: string | null, kind: DraftEventKind }
    | { __typename: 'DraftSettingsChanged', version: number, at: string, deadline: string | null, kind: DraftEventKind }
    | { __typename: 'DraftSkipped', version: number, at: string, deadline: string | null, kind: DraftEventKind }
    | { __typename: 'DraftTimeAdded', version: number, at: string, deadline: string | null, kind: DraftEventKind }
    | { __typename: 'DraftTimeReturned', pickNumber: number, teamId: string, version: number, at: string, deadline: string | null, kind: DraftEventKind }
   | null };

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
    | { __typename: 'DraftPaused', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftPicked', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftResumed', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftResync', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftSettingsChanged', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftSkipped', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftTimeAdded', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
    | { __typename: 'DraftTimeReturned', version: number, at: string, deadline: string | null, kind: DraftEventKind, data: unknown }
   | null };

export type PauseDraftMutationVariables = Exact<{
  draftId: string;
}>;


export type PauseDraftMutation = { pauseDraft: { draft: { id: string, state: DraftState, version: number } | null } | null };

export type ResumeDraftMutationVariables = Exact<{
  draftId: string;
}>;


export type ResumeDraftMutation = { resumeDraft: { draft: { id: string, state: DraftState, version: number } | null } | null };

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
export const DraftSheetDocument = new TypedDocumentString(`
    query DraftSheet($draftId: UUID!) {
  databaseTime
  draft(id: $draftId) {
    id
    version
    state
    currentPick
    nextDeadline
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
    }
    slots {
      nodes {
        id
        slot
        autopilot
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
    mutation MakePick($draftId: UUID!, $pickNumber: Int!, $playerId: ID!, $waiveRoster: Boolean) {
  makePick(
    draftId: $draftId
    pickNumber: $pickNumber
    playerId: $playerId
    waiveRoster: $waiveRoster
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
export const DraftEventsDocument = new TypedDocumentString(`
    subscription DraftEvents($draftId: UUID!, $after: Int!) {
  draftEvents(draftId: $draftId, after: $after) {
    __typename
    version
    at
    deadline
    kind
    ... on DraftOpened {
      pickNumber
      teamId
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
    }
    ... on DraftPaused {
      pickNumber
      cause
      remainingSeconds
    }
    ... on DraftResumed {
      pickNumber
      teamId
    }
    ... on DraftTimeReturned {
      pickNumber
      teamId
    }
    ... on DraftAutopilotChanged {
      teamId
      autopilot
    }
    ... on DraftManagerChanged {
      teamId
      managerId
      formerManagerId
    }
  }
}
    `) as unknown as TypedDocumentString<DraftEventsSubscription, DraftEventsSubscriptionVariables>;
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
export const PauseDraftDocument = new TypedDocumentString(`
    mutation PauseDraft($draftId: UUID!) {
  pauseDraft(draftId: $draftId) {
    draft {
      id
      state
      version
    }
  }
}
    `) as unknown as TypedDocumentString<PauseDraftMutation, PauseDraftMutationVariables>;
export const ResumeDraftDocument = new TypedDocumentString(`
    mutation ResumeDraft($draftId: UUID!) {
  resumeDraft(draftId: $draftId) {
    draft {
      id
      state
      version
    }
  }
}
    `) as unknown as TypedDocumentString<ResumeDraftMutation, ResumeDraftMutationVariables>;

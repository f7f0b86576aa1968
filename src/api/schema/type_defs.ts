import { gql } from 'postgraphile/utils';

/** What the API adds to the tables: mutations that go through the door, and the events of a draft. */
export const typeDefs = gql`
  """
  How the slots of a draft follow each other.
  """
  enum DraftOrderKind {
    """
    Every even round runs backwards.
    """
    SNAKE
    """
    Every round runs forwards.
    """
    LINEAR
    """
    A snake whose direction flips once more from a round on; the known one is the third-round reversal.
    """
    REVERSAL
    """
    Each round is written out.
    """
    CUSTOM
  }

  """
  The order of a draft.
  """
  input DraftOrderInput {
    """
    Which rule.
    """
    kind: DraftOrderKind!
    """
    With REVERSAL: from which round on the direction is flipped.
    """
    fromRound: Int
    """
    With CUSTOM: the slots of each round, the first round first.
    """
    rounds: [[Int!]!]
  }

  """
  The clock of one round.
  """
  input RoundClockInput {
    """
    The round, from 1.
    """
    round: Int!
    """
    Seconds for each pick of the round.
    """
    seconds: Float!
  }

  """
  Seats of one kind on a roster.
  """
  input RosterSlotInput {
    """
    QB, RB, WR, TE, FLEX, SUPER_FLEX, K, DEF, BN, or a name of the league's own.
    """
    name: String!
    """
    How many seats.
    """
    seats: Int!
    """
    Who may sit there. May be left out for the names above.
    """
    positions: [String!]
  }

  """
  How a draft is played.
  """
  input DraftSettingsInput {
    """
    The order of the slots.
    """
    order: DraftOrderInput!
    """
    How many rounds.
    """
    rounds: Int!
    """
    The clock of a pick, in seconds: 0.05 to 2592000 (30 days).
    """
    secondsPerPick: Float!
    """
    Rounds that have a clock of their own.
    """
    secondsPerPickByRound: [RoundClockInput!]
    """
    The seats of every roster; together at least as many as there are rounds.
    """
    rosterSlots: [RosterSlotInput!]!
    """
    When the draft opens by itself. Left out: somebody opens it with startDraft.
    """
    startsAt: Datetime
    """
    Who may watch. PRIVATE where it is left out.
    """
    visibility: DraftVisibility
  }

  """
  A team of a new league.
  """
  input NewTeamInput {
    """
    The team's name, its own within the league.
    """
    name: String!
    """
    Who drafts for it. May be left out and set later.
    """
    managerId: UUID
  }

  """
  The league after a change.
  """
  type LeaguePayload {
    """
    The league.
    """
    league: League
  }

  """
  The team after a change.
  """
  type TeamPayload {
    """
    The team.
    """
    team: Team
  }

  """
  The draft after a change.
  """
  type DraftPayload {
    """
    The draft.
    """
    draft: Draft
  }

  """
  The pick that was made, and the draft after it.
  """
  type MakePickPayload {
    """
    The cell of the board that is filled now.
    """
    pick: Pick
    """
    The draft, with the next pick on the clock.
    """
    draft: Draft
    """
    Whether the same request had come before. Nothing was changed then.
    """
    repeated: Boolean!
  }

  """
  A team's wish list after a change.
  """
  type QueuePayload {
    """
    The draft.
    """
    draft: Draft
    """
    The players wished for, the dearest first.
    """
    playerIds: [Int!]!
  }

  """
  Something that happened to a draft. The numbers of a draft's events have no gaps: whoever has seen number n
  has seen everything up to it.
  """
  type DraftEvent {
    """
    The draft.
    """
    draftId: UUID!
    """
    The number of the event within its draft, from 1.
    """
    version: Int!
    """
    When it happened, on the database's clock.
    """
    at: Datetime!
    """
    What happened.
    """
    kind: DraftEventKind!
    """
    The facts: what a board needs, and only what every viewer of the draft may see.
    """
    data: JSON!
  }

  extend type Draft {
    """
    What happened to the draft after the event of that number, in order.
    """
    events(
      """
      Events with a higher number than this. 0: from the first.
      """
      after: Int! = 0
      """
      At most so many, up to 500.
      """
      first: Int! = 100
    ): [DraftEvent!]!
  }

  extend type Mutation {
    """
    Creates a league with its teams. The viewer becomes its commissioner.
    """
    createLeague(
      """
      The league's name.
      """
      name: String!
      """
      Its teams.
      """
      teams: [NewTeamInput!]!
    ): LeaguePayload
    """
    Gives a team to another manager, or to nobody. For the commissioner.
    """
    setTeamManager(
      """
      The team.
      """
      teamId: UUID!
      """
      Who drafts for it from now on.
      """
      managerId: UUID
    ): TeamPayload
    """
    Creates a draft of a league. For the commissioner.
    """
    createDraft(
      """
      The league.
      """
      leagueId: UUID!
      """
      The players to choose from.
      """
      poolId: UUID!
      """
      The teams, in draft order.
      """
      teamIds: [UUID!]!
      """
      How it is played.
      """
      settings: DraftSettingsInput!
    ): DraftPayload
    """
    Opens a draft: the first pick goes on the clock. For the commissioner.
    """
    startDraft(
      """
      The draft.
      """
      draftId: UUID!
    ): DraftPayload
    """
    Stops the clock and keeps the time left. For the commissioner.
    """
    pauseDraft(
      """
      The draft.
      """
      draftId: UUID!
    ): DraftPayload
    """
    Goes on with the time that was left. For the commissioner.
    """
    resumeDraft(
      """
      The draft.
      """
      draftId: UUID!
    ): DraftPayload
    """
    Ends a draft that is not over. For the commissioner.
    """
    cancelDraft(
      """
      The draft.
      """
      draftId: UUID!
    ): DraftPayload
    """
    Drafts a player. The pick number makes it idempotent: the same request again gets the same answer and drafts
    nobody else. For the team's manager and the commissioner.
    """
    makePick(
      """
      The draft.
      """
      draftId: UUID!
      """
      The pick that is meant: the draft's currentPick.
      """
      pickNumber: Int!
      """
      The player.
      """
      playerId: Int!
    ): MakePickPayload
    """
    Replaces a team's wish list, from which an auto-pick takes first. For the team's manager alone.
    """
    setQueue(
      """
      The draft.
      """
      draftId: UUID!
      """
      The team.
      """
      teamId: UUID!
      """
      The players wished for, the dearest first; at most 500.
      """
      playerIds: [Int!]!
    ): QueuePayload
    """
    Switches a team's autopilot. A team on the clock is picked for at once. For its manager and the commissioner.
    """
    setAutopilot(
      """
      The draft.
      """
      draftId: UUID!
      """
      The team.
      """
      teamId: UUID!
      """
      On or off.
      """
      autopilot: Boolean!
    ): DraftPayload
  }

  extend type Subscription {
    """
    The events of a draft: first what came after a number, then live, each once and in order.
    """
    draftEvents(
      """
      The draft.
      """
      draftId: UUID!
      """
      Events with a higher number than this. 0: from the first. Left out: from now.
      """
      after: Int
    ): DraftEvent
  }
`;

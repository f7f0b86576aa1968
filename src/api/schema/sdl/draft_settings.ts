import { gql } from 'postgraphile/utils';

/** What a league or a draft is created from. */
export const settingsSdl = gql`
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
    With REVERSAL, and only there: from which round of the draft on the direction is flipped.
    """
    fromRound: Int
    """
    With CUSTOM, and only there: the slots of each round, the first round first.
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
    QB, RB, WR, TE, FLEX, SUPER_FLEX, K, DEF, BN, another name of these such as D/ST or W/R/T, or a name of the league's own.
    """
    name: String!
    """
    How many seats: 1 to 100.
    """
    seats: Int!
    """
    Who may sit there, at most 31 positions under any of their names. May be left out for the names above; BN seats everybody then.
    """
    positions: [String!]
  }

  """
  A cell of the board that another team owns.
  """
  input TradedPickInput {
    """
    The round of the cell, from 1.
    """
    round: Int!
    """
    The slot of the cell, from 1.
    """
    slot: Int!
    """
    The slot of the team that owns it.
    """
    owner: Int!
  }

  """
  How many players of a position a team may have.
  """
  input PositionMaximumInput {
    """
    The position, under any of its names.
    """
    position: String!
    """
    At most so many players of a team play nothing but this position: 0 to 100.
    """
    players: Int!
  }

  """
  A player whom a team keeps, and the pick that they cost.
  """
  input KeeperInput {
    """
    The slot of the team, from 1.
    """
    slot: Int!
    """
    The player, by their id.
    """
    playerId: ID!
    """
    The round of the pick, from 1.
    """
    round: Int!
    """
    The slot of the pick, where the team has it from another one by a trade. Left out: it is the team's own pick of the round.
    """
    cellSlot: Int
  }

  """
  A pick that nobody makes.
  """
  input ForfeitedPickInput {
    """
    The round of the pick, from 1.
    """
    round: Int!
    """
    The slot of the pick, from 1.
    """
    slot: Int!
  }

  """
  How a draft is played.
  """
  input DraftSettingsInput {
    """
    What people call the draft; renameDraft changes it.
    """
    name: String
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
    Rounds that have a clock of their own, each at most once.
    """
    secondsPerPickByRound: [RoundClockInput!]
    """
    The seats of every roster, at most 40 slots; together at least as many as there are rounds, and at most 200.
    """
    rosterSlots: [RosterSlotInput!]!
    """
    Cells that other teams own.
    """
    tradedPicks: [TradedPickInput!]
    """
    How many players of a position a team may have, whoever picks; none where it is left out.
    """
    positionMaximums: [PositionMaximumInput!]
    """
    How auto-picks are chosen for teams that set no strategy of their own: one of those that the query strategies answers; standard where it is
    left out.
    """
    strategy: String
    """
    Options of that strategy; whatever is left out is at its default.
    """
    strategyOptions: JSON
    """
    Players whom teams keep, at most 500: their picks are made when the draft opens.
    """
    keepers: [KeeperInput!]
    """
    Picks that nobody makes, at most 500: of a team that has fewer than others, or of rounds that only some teams have.
    """
    forfeits: [ForfeitedPickInput!]
    """
    When the draft opens by itself, with its time zone: 2026-09-01T20:00:00Z. Left out: somebody opens it with startDraft.
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
`;

import { gql } from 'postgraphile/utils';

/** What the settings of a draft are answered as: names and types of DraftSettingsInput. */
export const settingsOutSdl = gql`
  """
  The order of a draft.
  """
  type DraftOrder {
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
  type RoundClock {
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
  type RosterSlot {
    """
    QB, RB, WR, TE, FLEX, SUPER_FLEX, K, DEF, BN, or a name of the league's own.
    """
    name: String!
    """
    How many seats.
    """
    seats: Int!
    """
    Who may sit there; null: everybody, as on the bench.
    """
    positions: [String!]
  }

  """
  A cell of the board that another team owns.
  """
  type TradedPick {
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
  type PositionMaximum {
    """
    The position.
    """
    position: String!
    """
    At most so many players of a team play nothing but this position.
    """
    players: Int!
  }

  """
  A player whom a team keeps, and the pick that they cost.
  """
  type Keeper {
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
    The slot of the pick, where the team has it from another one by a trade. Null: it is the team's own pick of the round.
    """
    cellSlot: Int
  }

  """
  A pick that nobody makes.
  """
  type ForfeitedPick {
    """
    The round of the pick, from 1.
    """
    round: Int!
    """
    The slot of the pick, from 1.
    """
    slot: Int!
  }

  extend type DraftSettings {
    """
    What people call the draft; null: nobody named it.
    """
    name: String
    """
    The order of the slots.
    """
    order: DraftOrder!
    """
    Rounds that have a clock of their own, by round.
    """
    secondsPerPickByRound: [RoundClock!]!
    """
    The seats of every roster.
    """
    rosterSlots: [RosterSlot!]!
    """
    Cells that other teams own.
    """
    tradedPicks: [TradedPick!]!
    """
    How many players of a position a team may have, whoever picks.
    """
    positionMaximums: [PositionMaximum!]!
    """
    Players whom teams keep: their picks are made when the draft opens.
    """
    keepers: [Keeper!]!
    """
    Picks that nobody makes.
    """
    forfeits: [ForfeitedPick!]!
    """
    When the draft opens by itself; null when somebody opens it.
    """
    startsAt: Datetime
    """
    Who may watch.
    """
    visibility: DraftVisibility!
  }
`;

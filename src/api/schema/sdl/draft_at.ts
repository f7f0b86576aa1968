import { gql } from 'postgraphile/utils';

/** A draft as it was after any of its events. */
export const draftAtSdl = gql`
  """
  A draft as one of its events left it, folded from its events alone.
  """
  type DraftMoment {
    """
    The number of the event that left it so.
    """
    version: Int!
    """
    When that event happened.
    """
    at: Datetime!
    """
    Where it was in its life.
    """
    state: DraftState!
    """
    The pick that was on the clock, by its number; null where none was.
    """
    currentPick: Int
    """
    When its clock was to run out; null where none ran.
    """
    deadline: Datetime
    """
    The teams in draft order, by their ids: the first has slot 1.
    """
    teamIds: [UUID!]!
    """
    The board, by pick number. Empty before the draft opened: it is laid out then.
    """
    cells: [DraftMomentCell!]!
  }

  """
  A cell of the board at a moment of its draft.
  """
  type DraftMomentCell {
    """
    The number of the pick.
    """
    pickNumber: Int!
    """
    Its round.
    """
    round: Int!
    """
    Its slot.
    """
    slot: Int!
    """
    The team that owned it then, by its id.
    """
    teamId: UUID!
    """
    Who was drafted with it, by their id; null: nobody yet.
    """
    playerId: ID
    """
    Who made the pick; null: nobody yet.
    """
    source: PickSource
    """
    Whether it was passed over and still open.
    """
    isSkipped: Boolean!
    """
    Whether nobody picks there: the cell is never filled and counts as done.
    """
    isForfeited: Boolean!
  }

  extend type Query {
    """
    A draft as it was after the event of that number: every board there ever was. The pages of
    events (Draft.events) say which numbers there are, and what happened.
    """
    draftAt(
      """
      The draft.
      """
      draftId: UUID!
      """
      The number of the event, from 1 to the draft's version.
      """
      version: Int!
    ): DraftMoment
  }
`;

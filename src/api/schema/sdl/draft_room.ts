import { gql } from 'postgraphile/utils';

/** What a client shows of a draft beyond its row, and of the person who asks. */
export const draftRoomSdl = gql`
  """
  The pick that is on the clock, whose it is, and until when.
  """
  type OnTheClock {
    """
    Another one after each event of the draft, so that no cache puts the team of one pick beside the deadline of another.
    """
    id: ID!
    """
    The cell of the board.
    """
    pick: Pick!
    """
    The team that picks.
    """
    team: Team
    """
    When its clock runs out, bank included, on the database's clock; null while the draft is paused, and in overtime.
    """
    deadline: Datetime
    """
    When its pick clock alone ends; the bank of the team runs from then to the deadline. Null where no clock runs.
    """
    clockEndsAt: Datetime
    """
    Since when the draft waits for the team, whose clock has run out; null otherwise.
    """
    overtimeSince: Datetime
    """
    What is left of its clock, in seconds, while the draft is paused; null while it runs.
    """
    remainingSeconds: Float
  }

  """
  The person who asks.
  """
  type Me {
    """
    The person's identity: of the user of the same id.
    """
    id: ID!
    """
    The name others see; null where the token names nobody who is known here.
    """
    name: String
    """
    Whether they may act for every commissioner and watch every draft.
    """
    isOperator: Boolean!
    """
    The same person as others see them.
    """
    user: User
    """
    The teams they manage, the newest last.
    """
    teams(
      """
      At most so many, up to 500.
      """
      first: Int! = 100
    ): [Team!]!
    """
    The leagues they run or play in, the newest first.
    """
    leagues(
      """
      At most so many, up to 500.
      """
      first: Int! = 100
      """
      true: only those that were put away; false: only the others; null: all.
      """
      archived: Boolean = false
    ): [League!]!
    """
    The drafts of those leagues, the newest first.
    """
    drafts(
      """
      At most so many, up to 500.
      """
      first: Int! = 100
      """
      Only drafts in one of these states.
      """
      states: [DraftState!]
      """
      true: only those that were put away, or whose league was; false: only the others; null: all.
      """
      archived: Boolean = false
    ): [Draft!]!
  }

  extend type Draft {
    """
    The pick on the clock, its team and its deadline. Null before the draft opens and after it ended.
    """
    onTheClock: OnTheClock
    """
    The team on the clock. Null before the draft opens and after it ended.
    """
    currentTeam: Team
    """
    All cells of the board by pick number, at once: 64 teams and 100 rounds at most. Before the draft opens, the cells that it will have,
    with the ids that they will have.
    """
    board(
      """
      At most so many, the first ones; all where nothing is said. A query for the boards of several drafts has to say it.
      """
      first: Int
    ): [Pick!]!
    """
    The cells that were skipped and not made up, by pick number. Their teams may fill them while the draft is in progress.
    """
    skipped(
      """
      At most so many, the first ones; all where nothing is said. A query for those of several drafts has to say it.
      """
      first: Int
    ): [Pick!]!
  }

  extend type Query {
    """
    The person who asks; null for nobody.
    """
    me: Me
  }
`;

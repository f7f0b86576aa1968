import { gql } from 'postgraphile/utils';

/** Numbers for a product team; docs/numbers.md says what each means and leaves out. */
export const numbersSdl = gql`
  """
  Numbers of the drafts that were opened in a period; previews do not count. docs/numbers.md says what each means and leaves out.
  """
  type Numbers {
    """
    The beginning of the period.
    """
    since: Datetime!
    """
    Its end, which is no part of it.
    """
    until: Datetime!
    """
    What became of the drafts.
    """
    drafts: DraftNumbers!
    """
    Who made the picks, the most frequent first.
    """
    sources: [SourceNumbers!]!
    """
    What managers did in each round.
    """
    rounds: [RoundNumbers!]!
    """
    The ten minutes with the most picks, the busiest first.
    """
    minutes: [MinuteNumbers!]!
  }

  """
  What became of drafts, and what was mended in them.
  """
  type DraftNumbers {
    """
    Drafts that were opened.
    """
    opened: Int!
    """
    Of these, those that are over with a full board.
    """
    completed: Int!
    """
    Those that go on or are paused, and are not abandoned.
    """
    running: Int!
    """
    Those that were cancelled after they were opened.
    """
    cancelled: Int!
    """
    Those that were cancelled, or go on or are paused without any event for seven days.
    """
    abandoned: Int!
    """
    Those in which something was rolled back or undone.
    """
    rolledBackDrafts: Int!
    """
    How often that was done.
    """
    rollbacks: Int!
    """
    Cells that were emptied by it, or are to be picked again.
    """
    undonePicks: Int!
    """
    Picks that were corrected in place, and pairs that were swapped.
    """
    corrections: Int!
    """
    Clocks that ran out: misses.
    """
    clocksRunOut: Int!
    """
    Teams that misses put on autopilot, each time it happened.
    """
    autopilotsAfterMisses: Int!
  }

  """
  Picks of one source.
  """
  type SourceNumbers {
    """
    Who picked.
    """
    source: PickSource!
    """
    How many picks of theirs stand on the boards.
    """
    picks: Int!
    """
    Their part of all picks, from 0 to 1.
    """
    share: Float!
  }

  """
  What managers did in one round.
  """
  type RoundNumbers {
    """
    The round.
    """
    round: Int!
    """
    Picks of managers that stand on the boards.
    """
    picks: Int!
    """
    Picks of managers whose clock ran from its beginning without an interruption; those of which the time is told.
    """
    timedPicks: Int!
    """
    The time that half of those took less than, in seconds; null where there is none.
    """
    medianSeconds: Float
    """
    The time that nine of ten took less than, in seconds; null where there is none.
    """
    p90Seconds: Float
    """
    By how many places half of the players were taken before their ADP, or more; negative: after it. Without an ADP their rank in the pool counts.
    """
    medianReach: Float!
    """
    The part that was taken within twelve places of it, from 0 to 1.
    """
    nearRankShare: Float!
  }

  """
  A minute with many picks.
  """
  type MinuteNumbers {
    """
    Its beginning.
    """
    minute: Datetime!
    """
    How many picks were made in it.
    """
    picks: Int!
    """
    In how many drafts.
    """
    drafts: Int!
  }

  extend type Query {
    """
    Numbers for a product team. For operators.
    """
    numbers(
      """
      From when on drafts were opened; 30 days ago where nothing is said.
      """
      since: Datetime
      """
      Up to when; now where nothing is said. At most 366 days after the beginning.
      """
      until: Datetime
    ): Numbers
  }
`;

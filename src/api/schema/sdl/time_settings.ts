import { parse } from 'postgraphile/graphql';
import { timeInputFields } from '../time_inputs.ts';

/** Rules of time as they are given, for a new draft and for a change, and quiet hours as they are answered. */
export const timeSettingsSdl = parse(`
  """
  A day of the week.
  """
  enum Weekday {
    """
    Monday.
    """
    MONDAY
    """
    Tuesday.
    """
    TUESDAY
    """
    Wednesday.
    """
    WEDNESDAY
    """
    Thursday.
    """
    THURSDAY
    """
    Friday.
    """
    FRIDAY
    """
    Saturday.
    """
    SATURDAY
    """
    Sunday.
    """
    SUNDAY
  }

  """
  Whether picks are taken in quiet hours.
  """
  enum QuietPicks {
    """
    They are taken; only no clock runs.
    """
    ALLOWED
    """
    They are refused with QUIET_HOURS.
    """
    REFUSED
  }

  """
  A window on the wall clock in which no clock runs.
  """
  input QuietWindowInput {
    """
    The days on which it begins.
    """
    weekdays: [Weekday!]!
    """
    From when, as 22:00.
    """
    from: String!
    """
    Until when, as 08:00; on the day after where that is not later than its beginning. 24:00 is the end of the day.
    """
    to: String!
  }

  """
  When no clock runs.
  """
  input QuietHoursInput {
    """
    The time zone, by its IANA name, as America/New_York.
    """
    zone: String!
    """
    Whether picks are taken in them.
    """
    picks: QuietPicks! = ALLOWED
    """
    The windows: 1 to 14, which leave at least an hour of a week open.
    """
    windows: [QuietWindowInput!]!
  }

  """
  A window on the wall clock in which no clock runs.
  """
  type QuietWindow {
    """
    The days on which it begins.
    """
    weekdays: [Weekday!]!
    """
    From when, as 22:00.
    """
    from: String!
    """
    Until when, as 08:00; on the day after where that is not later than its beginning.
    """
    to: String!
  }

  """
  When no clock runs.
  """
  type QuietHours {
    """
    The time zone, by its IANA name.
    """
    zone: String!
    """
    Whether picks are taken in them.
    """
    picks: QuietPicks!
    """
    The windows.
    """
    windows: [QuietWindow!]!
  }

  """
  Rules of time by a name that people know.
  """
  type TimePreset {
    """
    The name, such as "live 90 s".
    """
    name: String!
    """
    What it means, in a sentence.
    """
    description: String!
    """
    Its settings, by their names: to be sent among those of createDraft or changeDraftSettings. The time zone of quiet hours is to be
    replaced by that of the league.
    """
    settings: JSON!
  }

  extend type Query {
    """
    Rules of time by names that people know.
    """
    timePresets: [TimePreset!]!
  }

  extend type DraftSettings {
    """
    When no clock runs; null: never.
    """
    quietHours: QuietHours
  }

  extend input DraftSettingsInput {${timeInputFields((plain) => `${plain} where it is left out.`)}
  }

  """
  Settings of a draft that are to change. What is left out stays as it is; null is the default of a setting. order, rounds, secondsPerPick,
  rosterSlots and visibility have none to go back to: null is refused there.
  """
  input DraftSettingsChangeInput {
    """
    The order of the slots. Only before the draft opens.
    """
    order: DraftOrderInput
    """
    How many rounds. Only before the draft opens.
    """
    rounds: Int
    """
    The clock of a pick, in seconds: 0.05 to 2592000 (30 days).
    """
    secondsPerPick: Float
    """
    Rounds that have a clock of their own, each at most once.
    """
    secondsPerPickByRound: [RoundClockInput!]
    """
    The seats of every roster, at most 40 slots and 200 seats. Only before the draft opens.
    """
    rosterSlots: [RosterSlotInput!]
    """
    Cells that other teams own. Only before the draft opens.
    """
    tradedPicks: [TradedPickInput!]
    """
    How many players of a position a team may have, whoever picks. Only before the draft opens.
    """
    positionMaximums: [PositionMaximumInput!]
    """
    How auto-picks are chosen for teams that set no strategy of their own; null: standard. Its options are those given with it.
    """
    strategy: String
    """
    Options of that strategy; null: none.
    """
    strategyOptions: JSON
    """
    Players whom teams keep. Only before the draft opens.
    """
    keepers: [KeeperInput!]
    """
    Picks that nobody makes. Only before the draft opens.
    """
    forfeits: [ForfeitedPickInput!]
    """
    When the draft opens by itself; null: somebody opens it. Only before it opens.
    """
    startsAt: Datetime
    """
    Who may watch, from now on: whoever follows the draft and may not any more is cut off within seconds.
    """
    visibility: DraftVisibility${timeInputFields((plain) => `Null: ${plain}.`)}
  }
`);

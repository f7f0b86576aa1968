import { parse } from 'postgraphile/graphql';

/** The fields of the interface, repeated in each of its types as SDL asks for. */
const COMMON = `
    """
    The draft, by its id.
    """
    draftId: UUID!
    """
    The draft as it is when the event is read: it may have gone on since. Rows beside ids are for whoever shows an event; whoever folds
    events needs the ids alone.
    """
    draft: Draft
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
    When the clock of the pick that is on the clock now runs out, on the database's clock; null where none runs.
    """
    deadline: Datetime
    """
    The version of the shape of the events, 1 so far. It rises when a field changes its meaning; new fields and new kinds may come at any
    time.
    """
    format: Int!
    """
    The same facts as JSON.
    """
    data: JSON!`;

/** A type of the interface: its name, its sentence, and the facts of its kind. */
const kind = (name: string, description: string, facts = '') => `
  """
  ${description}
  """
  type ${name} implements DraftEvent {${COMMON}${facts}
  }`;

const PICK_NUMBER = `
    """
    The pick that is on the clock, by its number.
    """
    pickNumber: Int!
    """
    The pick that is on the clock: the cell of the board.
    """
    pick: Pick`;

const TEAM_ON_THE_CLOCK = `
    """
    The team on the clock, by its id.
    """
    teamId: UUID!
    """
    The team on the clock.
    """
    team: Team`;

/** The events of a draft: an interface, a type for each kind, and how to read and to follow them. */
export const eventsSdl = parse(`
  """
  Something that happened to a draft. The numbers of a draft's events have no gaps: whoever has seen number n
  has seen everything up to it. Every viewer of the draft sees the same.
  """
  interface DraftEvent {${COMMON}
  }
${kind(
  'DraftCreated',
  'The draft was created.',
  `
    """
    The league, by its id.
    """
    leagueId: UUID!
    """
    The league.
    """
    league: League
    """
    The players to choose from, by the id of their pool.
    """
    poolId: UUID!
    """
    The players to choose from.
    """
    pool: PlayerPool
    """
    The teams, in draft order: the first has slot 1.
    """
    teamIds: [UUID!]!
    """
    How many rounds.
    """
    rounds: Int!
    """
    When it opens by itself; null: somebody opens it.
    """
    startsAt: Datetime`,
)}
${kind(
  'DraftOpened',
  'The board was laid out and the first pick put on the clock.',
  `${PICK_NUMBER}${TEAM_ON_THE_CLOCK}
    """
    The slot of each cell of the board, by pick number.
    """
    slots: [Int!]!
    """
    The slot of the team that owns each cell, by pick number.
    """
    owners: [Int!]!
    """
    The clock of each round, in seconds.
    """
    secondsByRound: [Float!]!`,
)}
${kind(
  'DraftPicked',
  'A player was drafted, and the next pick put on the clock.',
  `
    """
    The pick that was made, by its number.
    """
    pickNumber: Int!
    """
    The pick that was made: the cell of the board.
    """
    pick: Pick
    """
    Its round.
    """
    round: Int!
    """
    Its slot.
    """
    slot: Int!
    """
    The team it was made for, by its id.
    """
    teamId: UUID!
    """
    The team it was made for.
    """
    team: Team
    """
    Who was drafted, by their id.
    """
    playerId: ID!
    """
    Who was drafted.
    """
    player: Player
    """
    Who made it.
    """
    source: PickSource!
    """
    The strategy that chose, where one did.
    """
    strategy: String
    """
    Why it chose so, for people.
    """
    reason: String
    """
    Whether no free player fitted the roster and the commissioner took one who does not.
    """
    rosterWaived: Boolean!
    """
    The pick that is on the clock now, by its number; null after the last one.
    """
    nextPickNumber: Int
    """
    The pick that is on the clock now: the cell of the board.
    """
    nextPick: Pick
    """
    The team on the clock now, by its id; null after the last pick.
    """
    nextTeamId: UUID
    """
    The team on the clock now.
    """
    nextTeam: Team`,
)}
${kind(
  'DraftPaused',
  'The clock was stopped.',
  `${PICK_NUMBER}
    """
    The time left on its clock, in seconds.
    """
    remainingSeconds: Float!
    """
    COMMISSIONER: somebody paused the draft. FAILING: the clock could not pick, and the service paused it. NO_PLAYER_FITS: no free
    player fits the roster of the team on the clock, so its commissioner has to take one (makePick with waiveRoster).
    """
    cause: String!`,
)}
${kind('DraftResumed', 'The clock goes on with the time that was left.', PICK_NUMBER + TEAM_ON_THE_CLOCK)}
${kind(
  'DraftTimeReturned',
  'Nobody was there to pick when the clock ran out, so the team has time again.',
  `${PICK_NUMBER}${TEAM_ON_THE_CLOCK}
    """
    The time it has again, in seconds.
    """
    seconds: Float!`,
)}
${kind(
  'DraftAutopilotChanged',
  "A team's autopilot was switched.",
  `
    """
    The team, by its id.
    """
    teamId: UUID!
    """
    The team.
    """
    team: Team
    """
    On or off.
    """
    autopilot: Boolean!`,
)}
${kind(
  'DraftManagerChanged',
  'A team was given to another manager, or to nobody. Who may not watch the draft any more sees this event last.',
  `
    """
    The team.
    """
    teamId: UUID!
    """
    Who drafts for it now; null: nobody.
    """
    managerId: UUID
    """
    Who drafted for it until now; null: nobody.
    """
    formerManagerId: UUID`,
)}
${kind('DraftCompleted', 'The last cell of the board was filled.')}
${kind('DraftCancelled', 'The draft was ended before its last pick.')}
${kind(
  'DraftResync',
  `The stream leaves events out here: the client was too slow for them, or asked for events after a number the draft has not
  reached. Read the draft again; the stream goes on after "version". Never stored, and never among Draft.events.`,
)}

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

  """
  A key to one stream of events over HTTP, for browsers, whose EventSource sends no headers.
  """
  type EventTicketPayload {
    """
    The ticket: GET /drafts/{draftId}/events?ticket={ticket}. It opens one stream, once.
    """
    ticket: String!
    """
    Until when it can be used, on the database's clock.
    """
    expiresAt: Datetime!
  }

  extend type Mutation {
    """
    A ticket for one stream of a draft's events over HTTP. For everybody who may watch the draft.
    """
    createEventTicket(
      """
      The draft.
      """
      draftId: UUID!
    ): EventTicketPayload
  }

  extend type Query {
    """
    The time of the database, the only clock that counts. A client anchors its countdowns with it.
    """
    databaseTime: Datetime!
  }

  extend type Subscription {
    """
    The events of a draft: first what came after a number, then live, each once and in order. Ask for __typename
    and use a fragment for each kind you show. The stream ends with an error when the viewer may no longer watch the draft.
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
`);

import { parse } from 'postgraphile/graphql';
import type { EventField } from '../../../draft/event_kind.ts';
import { eventKinds } from '../../../draft/event_kinds.ts';
import { RESYNC_TYPE } from '../../event_fields.ts';

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
    What somebody who runs the league said to what they did; null where nobody said anything.
    """
    note: String
    """
    The version of the shape of the events, 1 so far. It rises when a field changes its meaning; new fields and new kinds may come at any
    time.
    """
    format: Int!
    """
    The same facts as JSON.
    """
    data: JSON!`;

type EventFields = Readonly<Record<string, EventField>>;

/** A type of the interface: its name, its sentences, and the fields of its kind. */
function typeOf(
  name: string,
  description: string,
  fields: Readonly<Record<string, EventField>> = {},
): string {
  const own = Object.entries(fields).map(
    ([field, [type, sentence]]) => `
    """
    ${sentence.replaceAll('\n', '\n    ')}
    """
    ${field}: ${type}`,
  );
  return `
  """
  ${description}
  """
  type ${name} implements DraftEvent {${COMMON}${own.join('')}
  }`;
}

const KINDS = Object.values(eventKinds).map(({ type, description, note, fields }) =>
  typeOf(type, note === undefined ? description : `${description} ${note}`, fields as EventFields),
);

const RESYNC = typeOf(
  RESYNC_TYPE,
  `The stream leaves events out here: the client was too slow for them, asked for events after a number the draft has not
  reached, or was told events that the database has lost. Read the draft again; the stream goes on after "version". Never stored, and never among Draft.events.`,
);

/** The events of a draft: an interface, a type for each kind, and how to read and to follow them. */
export const eventsSdl = parse(`
  """
  A pick that was undone.
  """
  type UndonePick {
    """
    The pick, by its number.
    """
    pickNumber: Int!
    """
    Its team, by its id.
    """
    teamId: UUID!
    """
    Its team.
    """
    team: Team
    """
    Who was drafted with it, by their id; null: it was only skipped.
    """
    playerId: ID
    """
    Who was drafted with it.
    """
    player: Player
    """
    Whether it had been passed over.
    """
    wasSkipped: Boolean!
    """
    Whether it counts as passed over again, so that its team may make it up.
    """
    isSkipped: Boolean!
  }

  """
  A pick that changed hands.
  """
  type TradedCell {
    """
    The pick, by its number.
    """
    pickNumber: Int!
    """
    Whose it was, by their id.
    """
    fromTeamId: UUID!
    """
    Whose it was.
    """
    fromTeam: Team
    """
    Whose it is, by their id.
    """
    toTeamId: UUID!
    """
    Whose it is.
    """
    toTeam: Team
  }

  """
  What the rules of time keep of a team.
  """
  type TeamTime {
    """
    The team, by its id.
    """
    teamId: UUID!
    """
    The team.
    """
    team: Team
    """
    What is left of its bank, in seconds.
    """
    bankSeconds: Float!
    """
    How many of its clocks ran out in a row.
    """
    misses: Int!
  }

  """
  Something that happened to a draft. The numbers of a draft's events have no gaps: whoever has seen number n
  has seen everything up to it. Every viewer of the draft sees the same.
  """
  interface DraftEvent {${COMMON}
  }
${KINDS.join('\n')}
${RESYNC}

  """
  What the manager of a team gave for the draw of the order.
  """
  type GivenWord {
    """
    The team, by its id.
    """
    teamId: UUID!
    """
    The team.
    """
    team: Team
    """
    The word.
    """
    word: String!
  }

  """
  A pick that is made when the draft opens, since its team keeps the player.
  """
  type KeptPick {
    """
    The pick, by its number.
    """
    pickNumber: Int!
    """
    The team that keeps the player, by its id.
    """
    teamId: UUID!
    """
    The team.
    """
    team: Team
    """
    The player, by their id.
    """
    playerId: ID!
    """
    The player.
    """
    player: Player
  }

  extend type Draft {
    """
    What happened to the draft after the event of that number, in order. Fewer than were asked for are not always all: large events come a few
    at a time, at least one. All of them are read when the last one has the version of the draft.
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

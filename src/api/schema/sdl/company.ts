import { gql } from 'postgraphile/utils';

/** Who is in the room of a draft, and the signs that they give: never an event, and kept for seconds. */
export const companySdl = gql`
  """
  A sign that people in the room of a draft give each other.
  """
  enum ReactionSign {
    """
    Well done.
    """
    CHEER
    """
    That pick is on fire.
    """
    FIRE
    """
    That is funny.
    """
    LAUGH
    """
    That hurts.
    """
    OUCH
    """
    Let me think.
    """
    THINK
    """
    Hurry up.
    """
    HURRY
  }

  """
  A sign of a team.
  """
  type DraftReaction {
    """
    The team, by its id.
    """
    teamId: UUID!
    """
    The sign.
    """
    sign: ReactionSign!
    """
    When it was given, on the database's clock.
    """
    at: Datetime!
  }

  """
  Who is in the room of a draft now: who follows its events.
  """
  type DraftCompany {
    """
    Teams whose manager is there, in draft order, by their ids.
    """
    teamIds: [UUID!]!
    """
    Whether the commissioner is there.
    """
    hasCommissioner: Boolean!
    """
    How many others watch.
    """
    watching: Int!
    """
    The last sign of each team, of the last ten seconds, in order.
    """
    reactions: [DraftReaction!]!
    """
    How often something new was told of the players to choose from (PlayerPool.statusVersion): where it is higher than when they were
    read, Draft.playerNews answers what.
    """
    poolVersion: Int!
  }

  extend type Subscription {
    """
    Who is in the room of a draft, as far as they follow its events: now, and every few seconds where it changed. It is no event, and
    nothing of it is kept. It ends with an error (DRAFT_NOT_FOUND) when draftEvents does: within two seconds after the viewer may no longer
    watch the draft. It ends without one, as a stream that is complete, when whoever asks has not followed the draft's events (draftEvents)
    for ten seconds: follow them first, and then ask again.
    """
    draftCompany(
      """
      The draft.
      """
      draftId: UUID!
    ): DraftCompany
  }
`;

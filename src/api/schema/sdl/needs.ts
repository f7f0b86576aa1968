import { gql } from 'postgraphile/utils';

/** What waits for the person who asks. */
export const needsSdl = gql`
  """
  Why somebody is needed.
  """
  enum NeedKind {
    """
    Their team is on the clock.
    """
    ON_THE_CLOCK
    """
    Their team picks after the one that is on the clock.
    """
    NEXT
    """
    A pick of their team was skipped, and may be made up.
    """
    TO_MAKE_UP
    """
    They run the league, and nobody has followed the link to the team yet.
    """
    INVITATION_OPEN
  }

  """
  Something that waits for the person who asks.
  """
  type Need {
    """
    Why they are needed.
    """
    kind: NeedKind!
    """
    When the clock of the pick runs out, or the invitation; null where no clock runs.
    """
    until: Datetime
    """
    The team that it is about.
    """
    team: Team
    """
    The draft; null for an invitation.
    """
    draft: Draft
    """
    The pick; null for an invitation.
    """
    pick: Pick
    """
    The invitation; null for a pick.
    """
    invitation: Invitation
  }

  extend type Me {
    """
    What waits for them now: first the picks that are on the clock, by their deadlines, then those that come next, skipped ones that they
    may make up, and invitations to teams of their leagues that nobody has followed. At most 500.
    """
    needs: [Need!]!
  }
`;

import { gql } from 'postgraphile/utils';

/** What several mutations answer. A payload that one mutation alone answers is beside it. */
export const payloadsSdl = gql`
  """
  The draft after a change.
  """
  type DraftPayload {
    """
    The draft.
    """
    draft: Draft
  }

  """
  The team after a change.
  """
  type TeamPayload {
    """
    The team.
    """
    team: Team
  }

  """
  An invitation, for whoever sends it on.
  """
  type InvitationPayload {
    """
    The invitation's identity, by which it is taken back.
    """
    invitationId: UUID!
    """
    Makes whoever follows it first the manager of the team. It is told only here, and only now. A whole address where PUBLIC_URL is
    set; else the path alone, to be put behind the address of the service.
    """
    link: String!
    """
    Until when it can be used.
    """
    expiresAt: Datetime!
    """
    The team.
    """
    team: Team
  }

  """
  A team's queue after a change.
  """
  type QueuePayload {
    """
    The draft.
    """
    draft: Draft
    """
    The players wished for, the dearest first.
    """
    playerIds: [ID!]!
  }

  """
  The endpoint after a change.
  """
  type EndpointPayload {
    """
    The endpoint.
    """
    endpoint: Endpoint
  }

  """
  An endpoint, and the secret that messages to it are signed with.
  """
  type EndpointSecretPayload {
    """
    The endpoint.
    """
    endpoint: Endpoint
    """
    What the receiver checks signatures with (Standard Webhooks). It is told only here, and only now. Null: messages to this kind of
    endpoint are not signed.
    """
    secret: String
  }

  """
  How many dead letters it was.
  """
  type DeadLettersPayload {
    """
    The endpoint.
    """
    endpoint: Endpoint
    """
    How many.
    """
    deadLetters: Int!
  }

  """
  A source, and the secret that it signs with.
  """
  type SourceSecretPayload {
    """
    The source.
    """
    source: Source
    """
    What it signs with (Standard Webhooks). It is told only here, and only now.
    """
    secret: String!
  }
`;

import { gql } from 'postgraphile/utils';

/** The mutations, each one call of the door, and what they answer. */
export const mutationsSdl = gql`
  """
  The league after a change.
  """
  type LeaguePayload {
    """
    The league.
    """
    league: League
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
  Invitations, for whoever sends them on.
  """
  type InvitationsPayload {
    """
    One for each team, in the order of the teams.
    """
    invitations: [InvitationPayload!]!
  }

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
  The pick that was made, and the draft after it.
  """
  type MakePickPayload {
    """
    The cell of the board that is filled now.
    """
    pick: Pick
    """
    The draft, with the next pick on the clock.
    """
    draft: Draft
    """
    Whether the same request had come before. Nothing was changed then.
    """
    repeated: Boolean!
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

  extend type Mutation {
    """
    Creates a league with its teams. The viewer becomes its commissioner.
    """
    createLeague(
      """
      The league's name.
      """
      name: String!
      """
      Its teams, at least one.
      """
      teams: [NewTeamInput!]!
    ): LeaguePayload
    """
    Gives a team to another manager, or to nobody. A manager who is set takes back the links that are open for the team. For the
    commissioner.
    """
    setTeamManager(
      """
      The team.
      """
      teamId: UUID!
      """
      Who drafts for it from now on.
      """
      managerId: UUID
    ): TeamPayload
    """
    Makes a link with which somebody without an account becomes the manager of a team. It can be used once, within seven days;
    an earlier link for the team is taken back. For the commissioner.
    """
    inviteManager(
      """
      The team.
      """
      teamId: UUID!
    ): InvitationPayload
    """
    The same as inviteManager for several teams of leagues that one runs: a link for each, or none at all.
    """
    inviteManagers(
      """
      The teams, each once; at most 64.
      """
      teamIds: [UUID!]!
    ): InvitationsPayload
    """
    Takes an invitation back that nobody has used. For the commissioner.
    """
    revokeInvitation(
      """
      The invitation.
      """
      invitationId: UUID!
    ): TeamPayload
    """
    Creates a draft of a league. For the commissioner.
    """
    createDraft(
      """
      The league.
      """
      leagueId: UUID!
      """
      The players to choose from.
      """
      poolId: UUID!
      """
      The teams, in draft order.
      """
      teamIds: [UUID!]!
      """
      How it is played.
      """
      settings: DraftSettingsInput!
    ): DraftPayload
    """
    Opens a draft: the first pick goes on the clock. A draft in progress is answered as it is. For the commissioner.
    """
    startDraft(
      """
      The draft.
      """
      draftId: UUID!
    ): DraftPayload
    """
    Stops the clock and keeps the time left. A draft that is paused is answered as it is. For the commissioner.
    """
    pauseDraft(
      """
      The draft.
      """
      draftId: UUID!
    ): DraftPayload
    """
    Goes on with the time that was left. A draft in progress is answered as it is. For the commissioner.
    """
    resumeDraft(
      """
      The draft.
      """
      draftId: UUID!
    ): DraftPayload
    """
    Ends a draft that is not over. A cancelled draft is answered as it is. For the commissioner.
    """
    cancelDraft(
      """
      The draft.
      """
      draftId: UUID!
    ): DraftPayload
    """
    Drafts a player. The pick number makes it idempotent: the same request again gets the same answer and drafts
    nobody else. For the team's manager and the commissioner.
    """
    makePick(
      """
      The draft.
      """
      draftId: UUID!
      """
      The pick that is meant: the draft's currentPick.
      """
      pickNumber: Int!
      """
      The player.
      """
      playerId: ID!
      """
      Takes a player who fits no seat of the roster. Only where no free player fits it, and only for the commissioner; a draft
      that was paused for this reason goes on with the pick.
      """
      waiveRoster: Boolean = false
    ): MakePickPayload
    """
    Replaces a team's queue, from which an auto-pick takes first. For the team's manager alone: another manager begins
    with an empty list. Players who were drafted may stay on it; they are passed over.
    """
    setQueue(
      """
      The draft.
      """
      draftId: UUID!
      """
      The team.
      """
      teamId: UUID!
      """
      The players wished for, the dearest first; at most 500.
      """
      playerIds: [ID!]!
    ): QueuePayload
    """
    Puts a player on a team's queue. Who is on it already moves to that place, or stays where none is named. For the team's
    manager alone.
    """
    addToQueue(
      """
      The draft.
      """
      draftId: UUID!
      """
      The team.
      """
      teamId: UUID!
      """
      The player.
      """
      playerId: ID!
      """
      The place in the list, from 1; beyond its end, or left out: at the end.
      """
      place: Int
    ): QueuePayload
    """
    Moves a player of a team's queue to another place. For the team's manager alone.
    """
    moveInQueue(
      """
      The draft.
      """
      draftId: UUID!
      """
      The team.
      """
      teamId: UUID!
      """
      The player.
      """
      playerId: ID!
      """
      The place in the list, from 1; beyond its end: at the end.
      """
      place: Int!
    ): QueuePayload
    """
    Takes a player off a team's queue. Who is not on it is off it already. For the team's manager alone.
    """
    removeFromQueue(
      """
      The draft.
      """
      draftId: UUID!
      """
      The team.
      """
      teamId: UUID!
      """
      The player.
      """
      playerId: ID!
    ): QueuePayload
    """
    Switches a team's autopilot while the draft is not over. A team on the clock is picked for at once. For its manager and the
    commissioner.
    """
    setAutopilot(
      """
      The draft.
      """
      draftId: UUID!
      """
      The team.
      """
      teamId: UUID!
      """
      On or off.
      """
      autopilot: Boolean!
    ): DraftPayload
  }
`;

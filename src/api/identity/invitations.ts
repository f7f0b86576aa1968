import type { Actor } from '../../database/actor.ts';
import {
  createInvitation,
  createInvitations,
  type InvitationState,
  readInvitation,
} from '../../database/identity.ts';
import type { Queryable } from '../../database/queryable.ts';
import { DraftError } from '../../draft/errors.ts';
import { hashOf, newSecret } from './cookies.ts';

/** Where the page is that a link leads to. */
const JOIN_PATH = '/join';

/** An invitation and its link, which is told only now. Times are ISO texts. */
export interface InvitationLink {
  readonly invitationId: string;
  readonly link: string;
  readonly expiresAt: string;
  readonly teamId: string;
}

/**
 * Invites somebody to manage a team. The secret stands behind the `#` of the link: browsers send that part nowhere, so it is in
 * no log of any server on the way. Throws a DraftError (NOT_COMMISSIONER, TEAM_NOT_FOUND, NOT_SIGNED_IN).
 */
export async function invite(
  db: Queryable,
  {
    teamId,
    actor,
    publicUrl = '',
  }: { readonly teamId: string; readonly actor: Actor; readonly publicUrl?: string | undefined },
): Promise<InvitationLink> {
  const secret = newSecret();
  const { id, expiresAt } = await createInvitation(db, { teamId, hash: hashOf(secret), actor });
  return { invitationId: id, link: linkWith(secret, publicUrl), expiresAt, teamId };
}

/** The same for several teams, in their order: all or none. Throws a DraftError (TEAM_LISTED_TWICE too). */
export async function inviteAll(
  db: Queryable,
  {
    teamIds: given,
    actor,
    publicUrl = '',
  }: { readonly teamIds: readonly string[]; readonly actor: Actor; readonly publicUrl?: string | undefined },
): Promise<InvitationLink[]> {
  // As the database writes them.
  const teamIds = given.map((id) => id.toLowerCase());
  const secrets = new Map(teamIds.map((teamId) => [teamId, newSecret()]));
  const hashes = teamIds.map((teamId) => hashOf(secrets.get(teamId) ?? ''));
  const made = await createInvitations(db, { teamIds, hashes, actor });
  const byTeam = new Map(made.map((invitation) => [invitation.teamId, invitation]));
  return teamIds.map((teamId) => {
    const { id = '', expiresAt = '' } = byTeam.get(teamId) ?? {};
    return { invitationId: id, link: linkWith(secrets.get(teamId) ?? '', publicUrl), expiresAt, teamId };
  });
}

function linkWith(secret: string, publicUrl: string): string {
  return `${publicUrl}${JOIN_PATH}#${secret}`;
}

/** What is said of an invitation that opens nothing (null: nobody was sent it), to whoever has its secret: why, and what it was for. */
export function refusalOf(found: InvitationState | null): DraftError {
  if (!found) return new DraftError('INVITATION_INVALID', { reason: 'UNKNOWN' });
  const code = found.state === 'HAS_MANAGER' ? 'TEAM_HAS_MANAGER' : 'INVITATION_INVALID';
  return new DraftError(code, { reason: found.state, league: found.league, team: found.team });
}

/** Gives a refusal of an invitation its reason. */
export function whyInvalid(db: Queryable, hash: Buffer): (error: unknown) => Promise<never> {
  return async (error) => {
    const isOfInvitation =
      error instanceof DraftError && ['INVITATION_INVALID', 'TEAM_HAS_MANAGER'].includes(error.code);
    if (!isOfInvitation) throw error;
    throw refusalOf(await readInvitation(db, hash, null));
  };
}

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

/** Why an invitation opens nothing, and what it was for; null: nobody was sent it. */
export function reasonOf(found: InvitationState | null): Record<string, unknown> {
  return found ? { reason: found.state, league: found.league, team: found.team } : { reason: 'UNKNOWN' };
}

/** Gives a refusal of an invitation its reason, for whoever has its secret. */
export function whyInvalid(db: Queryable, hash: Buffer): (error: unknown) => Promise<never> {
  return async (error) => {
    if (!(error instanceof DraftError) || error.code !== 'INVITATION_INVALID') throw error;
    throw new DraftError('INVITATION_INVALID', reasonOf(await readInvitation(db, hash, null)));
  };
}

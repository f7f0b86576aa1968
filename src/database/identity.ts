import type { Actor } from './actor.ts';
import { call, rowsOf } from './call.ts';
import type { ChangedDraft } from './leagues.ts';
import type { Queryable } from './queryable.ts';

/** The person a subject of an identity provider is; registered under that name on first sight. */
export function findIdentity(
  db: Queryable,
  { issuer, subject, name }: { readonly issuer: string; readonly subject: string; readonly name: string },
): Promise<string> {
  return call(db, 'find_identity', [issuer, subject, name]);
}

/** Gives whoever acts another name. Throws a DraftError (NOT_SIGNED_IN, USER_NOT_FOUND, TEXT_INVALID). */
export async function renameMe(db: Queryable, name: string, actor: Actor): Promise<void> {
  await call(db, 'rename_me', [name, actor]);
}

/** Whether there is a person of that id. */
export async function isKnownUser(db: Queryable, id: string): Promise<boolean> {
  const { rows } = await db.query('select from app_public.users where id = $1', [id]);
  return rows.length > 0;
}

/** An invitation as the commissioner who made it sees it; times are ISO texts. */
export interface Invitation {
  readonly id: string;
  readonly expiresAt: string;
}

const CREATE_INVITATION = rowsOf('create_invitation', { times: 'text' }).as<Invitation>();

/** Invites somebody to manage a team, by the SHA-256 of the link's secret. Throws a DraftError (NOT_COMMISSIONER, …). */
export function createInvitation(
  db: Queryable,
  { teamId, hash, actor }: { readonly teamId: string; readonly hash: Buffer; readonly actor: Actor },
): Promise<Invitation> {
  return CREATE_INVITATION.one(db, [teamId, hash, actor]);
}

const CREATE_INVITATIONS = rowsOf('create_invitations', { times: 'text' }).as<
  Invitation & { readonly teamId: string }
>();

/** The same for several teams, each with a secret of its own: all or none. Answered in any order. */
export function createInvitations(
  db: Queryable,
  invited: { readonly teamIds: readonly string[]; readonly hashes: readonly Buffer[]; readonly actor: Actor },
): Promise<(Invitation & { readonly teamId: string })[]> {
  return CREATE_INVITATIONS.all(db, [invited.teamIds, invited.hashes, invited.actor]);
}

/** What an invitation shows before it is used, to a person who has its secret; `expiresAt` is an ISO text. */
export interface InvitationState {
  readonly state: 'OPEN' | 'USED' | 'HAS_MANAGER' | 'REVOKED' | 'EXPIRED';
  readonly league: string;
  readonly team: string;
  readonly expiresAt: string;
  /** The name of the person who is signed in; null where nobody is. */
  readonly signedInAs: string | null;
}

const READ_INVITATION = rowsOf('read_invitation', { times: 'text' }).as<
  Pick<InvitationState, 'state' | 'expiresAt'> & {
    leagueName: string;
    teamName: string;
    viewerName: string | null;
  }
>();

/** The invitation of a secret, by its SHA-256; null where nobody was sent such a link. */
export async function readInvitation(
  db: Queryable,
  hash: Buffer,
  viewerId: string | null,
): Promise<InvitationState | null> {
  const found = await READ_INVITATION.first(db, [hash, viewerId]);
  if (!found) return null;
  const { leagueName: league, teamName: team, viewerName: signedInAs, ...rest } = found;
  return { ...rest, league, team, signedInAs };
}

/** Takes an invitation back; answers its team. Throws a DraftError (INVITATION_INVALID) where the actor may not see it. */
export function revokeInvitation(db: Queryable, invitationId: string, actor: Actor): Promise<string> {
  return call(db, 'revoke_invitation', [invitationId, actor]);
}

/** Who signed in, for which team, and until when (an ISO text); the drafts that say so with an event. */
export interface SignedIn {
  readonly changes: readonly ChangedDraft[];
  readonly userId: string;
  readonly teamId: string;
  readonly expiresAt: string;
}

const CLAIM_INVITATION = rowsOf('claim_invitation', { times: 'text' }).as<SignedIn>();

/**
 * Uses an invitation up and signs a browser in. `userId`: who is signed in already; null: somebody new of that name. Throws a
 * DraftError (INVITATION_INVALID, TEAM_HAS_MANAGER, TEXT_INVALID).
 */
export function claimInvitation(
  db: Queryable,
  claim: {
    readonly hash: Buffer;
    readonly name: string;
    readonly userId: string | null;
    readonly sessionHash: Buffer;
  },
): Promise<SignedIn> {
  return CLAIM_INVITATION.one(db, [claim.hash, claim.name, claim.userId, claim.sessionHash]);
}

const LIVE_SESSIONS = rowsOf('live_sessions').as<{ hash: Buffer; userId: string }>();

/** Who is signed in with which of these cookies: person by SHA-256 in hexadecimal. Left out where nobody is. */
export async function liveSessions(
  db: Queryable,
  hashes: readonly Buffer[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await LIVE_SESSIONS.all(db, [hashes]);
  return new Map(rows.map(({ hash, userId }) => [hash.toString('hex'), userId]));
}

const START_SESSION = rowsOf('start_session', { times: 'text' }).as<{ answer: string }>();

/** Signs a browser of a known person in, by the SHA-256 of its cookie; until when, an ISO text. */
export async function startSession(db: Queryable, userId: string, hash: Buffer): Promise<string> {
  return (await START_SESSION.one(db, [userId, hash])).answer;
}

/** Signs a browser out, by the SHA-256 of its cookie; `everywhere`: every browser of that person. */
export async function endSession(db: Queryable, hash: Buffer, everywhere: boolean): Promise<void> {
  await call(db, 'end_session', [hash, everywhere]);
}

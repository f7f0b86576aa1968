import { type Actor, actorValues } from './actor.ts';
import type { ChangedDraft } from './door.ts';
import { callDoor } from './draft_errors.ts';
import type { Queryable } from './queryable.ts';

/** The person a subject of an identity provider is; registered under that name on first sight. */
export async function findIdentity(
  db: Queryable,
  { issuer, subject, name }: { readonly issuer: string; readonly subject: string; readonly name: string },
): Promise<string> {
  const { rows } = await callDoor(() =>
    db.query<{ id: string }>('select app_private.find_identity($1, $2, $3) as id', [issuer, subject, name]),
  );
  return rows[0]?.id ?? '';
}

/** Whether there is a person of that id. */
export async function isKnownUser(db: Queryable, id: string): Promise<boolean> {
  const { rows } = await db.query('select from app_public.users where id = $1', [id]);
  return rows.length > 0;
}

/** An invitation as whoever sent it needs it; times are ISO texts. */
export interface Invitation {
  readonly id: string;
  readonly expiresAt: string;
}

/** Invites somebody to manage a team, by the SHA-256 of the link's secret. Throws a DraftError (NOT_COMMISSIONER, …). */
export async function createInvitation(
  db: Queryable,
  { teamId, hash, actor }: { readonly teamId: string; readonly hash: Buffer; readonly actor: Actor },
): Promise<Invitation> {
  const { rows } = await callDoor(() =>
    db.query<Invitation>(
      `select id, to_jsonb(expires_at) #>> '{}' as "expiresAt"
         from app_private.create_invitation($1, $2, row($3::text, $4::uuid)::app_private.actor)`,
      [teamId, hash, ...actorValues(actor)],
    ),
  );
  const [made] = rows;
  if (!made) throw new Error('create_invitation answered nothing');
  return made;
}

/** The same for several teams, each with a secret of its own: all or none. Answered in any order. */
export async function createInvitations(
  db: Queryable,
  invited: { readonly teamIds: readonly string[]; readonly hashes: readonly Buffer[]; readonly actor: Actor },
): Promise<(Invitation & { readonly teamId: string })[]> {
  const { rows } = await callDoor(() =>
    db.query<Invitation & { teamId: string }>(
      `select id, team_id as "teamId", to_jsonb(expires_at) #>> '{}' as "expiresAt"
         from app_private.create_invitations($1, $2, row($3::text, $4::uuid)::app_private.actor)`,
      [invited.teamIds, invited.hashes, ...actorValues(invited.actor)],
    ),
  );
  return rows;
}

/** What somebody with the secret of an invitation may know before they use it; `expiresAt` is an ISO text. */
export interface InvitationState {
  readonly state: 'OPEN' | 'USED' | 'HAS_MANAGER' | 'REVOKED' | 'EXPIRED';
  readonly league: string;
  readonly team: string;
  readonly expiresAt: string;
  /** The name of who asks; null for nobody. */
  readonly signedInAs: string | null;
}

/** The invitation of a secret, by its SHA-256; null where nobody was sent such a link. */
export async function readInvitation(
  db: Queryable,
  hash: Buffer,
  viewerId: string | null,
): Promise<InvitationState | null> {
  const { rows } = await callDoor(() =>
    db.query<InvitationState>(
      `select state, league_name as league, team_name as team, to_jsonb(expires_at) #>> '{}' as "expiresAt",
              viewer_name as "signedInAs"
         from app_private.read_invitation($1, $2)`,
      [hash, viewerId],
    ),
  );
  return rows[0] ?? null;
}

/** Takes an invitation back; answers its team. Throws a DraftError (INVITATION_INVALID) for whoever may not know of it. */
export async function revokeInvitation(db: Queryable, invitationId: string, actor: Actor): Promise<string> {
  const { rows } = await callDoor(() =>
    db.query<{ teamId: string }>(
      'select app_private.revoke_invitation($1, row($2::text, $3::uuid)::app_private.actor) as "teamId"',
      [invitationId, ...actorValues(actor)],
    ),
  );
  return rows[0]?.teamId ?? '';
}

/** Who signed in, for which team, and until when (an ISO text); the drafts that say so with an event. */
export interface SignedIn {
  readonly changes: readonly ChangedDraft[];
  readonly userId: string;
  readonly teamId: string;
  readonly expiresAt: string;
}

/**
 * Uses an invitation up and signs a browser in. `userId`: who is signed in already; null: somebody new of that name. Throws a
 * DraftError (INVITATION_INVALID, TEAM_HAS_MANAGER, TEXT_INVALID).
 */
export async function claimInvitation(
  db: Queryable,
  claim: {
    readonly hash: Buffer;
    readonly name: string;
    readonly userId: string | null;
    readonly sessionHash: Buffer;
  },
): Promise<SignedIn> {
  const { rows } = await callDoor(() =>
    db.query<SignedIn>(
      `select user_id as "userId", team_id as "teamId", to_jsonb(expires_at) #>> '{}' as "expiresAt", changes
         from app_private.claim_invitation($1, $2, $3, $4)`,
      [claim.hash, claim.name, claim.userId, claim.sessionHash],
    ),
  );
  const [signedIn] = rows;
  if (!signedIn) throw new Error('claim_invitation answered nothing');
  return signedIn;
}

/** Who is signed in with which of these cookies: person by SHA-256 in hexadecimal. Left out where nobody is. */
export async function liveSessions(
  db: Queryable,
  hashes: readonly Buffer[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await callDoor(() =>
    db.query<{ hash: Buffer; userId: string }>(
      'select hash, user_id as "userId" from app_private.live_sessions($1)',
      [hashes],
    ),
  );
  return new Map(rows.map(({ hash, userId }) => [hash.toString('hex'), userId]));
}

/** Signs a browser out, by the SHA-256 of its cookie; `everywhere`: every browser of that person. */
export async function endSession(db: Queryable, hash: Buffer, everywhere: boolean): Promise<void> {
  await callDoor(() => db.query('select app_private.end_session($1, $2)', [hash, everywhere]));
}

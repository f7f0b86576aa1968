import { type Actor, actorValues, type Credential } from './actor.ts';
import { callDoor } from './draft_errors.ts';
import type { Queryable } from './queryable.ts';

/** Who wants to watch which draft. */
export interface Watching {
  readonly draftId: string;
  readonly actor: Actor;
}

/** How far a draft is, for somebody who may watch it: the number of its last event, and the database's time as an ISO text. */
export interface VisibleDraft {
  readonly version: number;
  readonly at: string;
}

/** Answers each, in order: null where there is no such draft for them. */
export async function visibleDrafts(
  db: Queryable,
  asked: readonly Watching[],
): Promise<(VisibleDraft | null)[]> {
  const actors = asked.map(({ actor }) => actorValues(actor));
  const { rows } = await db.query<VisibleDraft & { place: string }>(
    `select place, version, to_jsonb(at) #>> '{}' as at from app_private.visible_versions($1, $2, $3)`,
    [asked.map(({ draftId }) => draftId), actors.map(([kind]) => kind), actors.map(([, userId]) => userId)],
  );
  const found = new Map(rows.map(({ place, version, at }) => [Number(place), { version, at }]));
  return asked.map((_, index) => found.get(index + 1) ?? null);
}

/**
 * Keeps a ticket, by its SHA-256, for one stream of a draft's events; answers until when it can be used. Throws a DraftError
 * (NOT_SIGNED_IN), or (DRAFT_NOT_FOUND) where the actor may not watch the draft.
 */
export async function keepEventTicket(
  db: Queryable,
  { draftId, actor, credential }: Watching & { readonly credential: Credential },
  hash: Buffer,
): Promise<string> {
  const { rows } = await callDoor(() =>
    db.query<{ expiresAt: string }>(
      `select to_jsonb(app_private.create_event_ticket($1, $2, row($3::text, $4::uuid)::app_private.actor, $5, $6))
              #>> '{}' as "expiresAt"`,
      [draftId, hash, ...actorValues(actor), credential.session, credential.validUntil],
    ),
  );
  return rows[0]?.expiresAt ?? '';
}

/** Uses a ticket up: who asked for it, by what; null where it is unknown, used, too old, or for another draft. */
export async function claimEventTicket(
  db: Queryable,
  draftId: string,
  hash: Buffer,
): Promise<{ readonly actor: Actor; readonly credential: Credential } | null> {
  const { rows } = await callDoor(() =>
    db.query<{ kind: 'USER' | 'OPERATOR'; userId: string } & Credential>(
      `select kind, user_id as "userId", session_hash as session, valid_until as "validUntil"
         from app_private.claim_event_ticket($1, $2)`,
      [draftId, hash],
    ),
  );
  const [claimed] = rows;
  if (!claimed) return null;
  const { kind, userId, session, validUntil } = claimed;
  return { actor: { kind, userId }, credential: { session, validUntil } };
}

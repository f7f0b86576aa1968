/** Who asks: a signed-in person, an operator of the service, or the service's own clock. */
export type Actor =
  | { kind: 'USER'; userId: string | null }
  | { kind: 'OPERATOR'; userId: string | null }
  | { kind: 'CLOCK' };

export const CLOCK: Actor = { kind: 'CLOCK' };

/** An actor as SQL takes it: the kind, and the person's id. */
export function actorValues(actor: Actor): [string, string | null] {
  return [actor.kind, actor.kind === 'CLOCK' ? null : actor.userId];
}

/** What the caller proved their identity with. Work that lasts, such as a subscription, checks again whether it is still valid. */
export interface Credential {
  /** Until when a token is good; null: it has no end of its own. */
  readonly validUntil: Date | null;
  /** The SHA-256 of the cookie of a session; null where there is none. */
  readonly session: Buffer | null;
}

/** The caller is anonymous, or is the service itself. */
export const NO_CREDENTIAL: Credential = { validUntil: null, session: null };

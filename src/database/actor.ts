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

import type { Actor } from './actor.ts';
import { call, rowsOf } from './call.ts';
import type { EndpointKind } from './outbox.ts';
import type { Queryable } from './queryable.ts';

/** A new endpoint: `address` as people see it, `target` with what is secret in it, `secret` what messages are signed with. */
export interface NewEndpoint {
  /** Null: of all leagues, which only an operator may add. */
  readonly leagueId: string | null;
  readonly kind: EndpointKind;
  readonly address: string;
  readonly target: string;
  readonly secret: string | null;
}

/**
 * Refuses who may not add an endpoint of that kind, with a DraftError (NOT_SIGNED_IN, NOT_OPERATOR, LEAGUE_NOT_FOUND, NOT_COMMISSIONER):
 * createEndpoint does as well, but after the address was judged, which is nobody else's to know of.
 */
export async function requireNewEndpoint(
  db: Queryable,
  { leagueId, kind }: Pick<NewEndpoint, 'leagueId' | 'kind'>,
  actor: Actor,
): Promise<void> {
  await call(db, 'require_new_endpoint', [leagueId, kind, actor]);
}

/** Adds an endpoint; answers its id. */
export function createEndpoint(
  db: Queryable,
  { leagueId, kind, address, target, secret }: NewEndpoint,
  actor: Actor,
): Promise<string> {
  return call(db, 'create_endpoint', [leagueId, kind, address, target, secret, actor]);
}

const DELETE_ENDPOINT = rowsOf('delete_endpoint').as<{ leagueId: string | null }>();

/** Removes an endpoint; answers its league, null where it was of all leagues. */
export async function deleteEndpoint(
  db: Queryable,
  endpointId: string,
  actor: Actor,
): Promise<string | null> {
  return (await DELETE_ENDPOINT.one(db, [endpointId, actor])).leagueId;
}

/** Switches an endpoint off, or on again. */
export async function setEndpointEnabled(
  db: Queryable,
  endpointId: string,
  enabled: boolean,
  actor: Actor,
): Promise<void> {
  await call(db, 'set_endpoint_enabled', [endpointId, enabled, actor]);
}

/** Gives an endpoint another secret; messages are signed with the former one as well for so many milliseconds. */
export async function rotateEndpointSecret(
  db: Queryable,
  endpointId: string,
  secret: string,
  formerForMs: number,
  actor: Actor,
): Promise<void> {
  await call(db, 'rotate_endpoint_secret', [endpointId, secret, formerForMs, actor]);
}

/** Asks for a test event to be sent. */
export async function testEndpoint(db: Queryable, endpointId: string, actor: Actor): Promise<void> {
  await call(db, 'test_endpoint', [endpointId, actor]);
}

/** Asks for dead letters to be sent once more: that one, or all (null); answers how many. */
export function replayDeadLetters(
  db: Queryable,
  endpointId: string,
  deadLetterId: string | null,
  actor: Actor,
): Promise<number> {
  return call(db, 'replay_dead_letters', [endpointId, deadLetterId, actor]);
}

/** Drops dead letters: that one, or all (null); answers how many. */
export function dropDeadLetters(
  db: Queryable,
  endpointId: string,
  deadLetterId: string | null,
  actor: Actor,
): Promise<number> {
  return call(db, 'drop_dead_letters', [endpointId, deadLetterId, actor]);
}

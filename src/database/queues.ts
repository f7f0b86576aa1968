import type { Actor } from './actor.ts';
import { call } from './call.ts';
import type { Queryable } from './queryable.ts';

/** Replaces a team's queue, for its manager alone; answers it. */
export function setQueue(
  db: Queryable,
  draftId: string,
  teamId: string,
  playerIds: readonly number[],
  actor: Actor,
): Promise<number[]> {
  return list(call(db, 'set_queue', [draftId, teamId, playerIds, actor]));
}

/** A player of a team's queue. */
export interface QueuedPlayer {
  readonly draftId: string;
  readonly teamId: string;
  readonly playerId: number;
}

/** Puts a player on a queue, at a place from 1 or (null) at its end. Who is on it already goes there. Answers the list. */
export function addToQueue(
  db: Queryable,
  { draftId, teamId, playerId, place }: QueuedPlayer & { readonly place: number | null },
  actor: Actor,
): Promise<number[]> {
  return list(call(db, 'add_to_queue', [draftId, teamId, playerId, place, actor]));
}

/** Moves a player of a queue to another place, from 1. Answers the list. */
export function moveInQueue(
  db: Queryable,
  { draftId, teamId, playerId, place }: QueuedPlayer & { readonly place: number },
  actor: Actor,
): Promise<number[]> {
  return list(call(db, 'move_in_queue', [draftId, teamId, playerId, place, actor]));
}

/** Takes a player off a queue, where they are on it. Answers the list. */
export function removeFromQueue(
  db: Queryable,
  { draftId, teamId, playerId }: QueuedPlayer,
  actor: Actor,
): Promise<number[]> {
  return list(call(db, 'remove_from_queue', [draftId, teamId, playerId, actor]));
}

/** The catalog does not know that no element of the list is null. */
function list(answer: Promise<readonly (number | null)[]>): Promise<number[]> {
  return answer as Promise<number[]>;
}

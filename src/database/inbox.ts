import type { Actor } from './actor.ts';
import { call, rowsOf } from './call.ts';
import type { Queryable } from './queryable.ts';

/** What a signature is checked with: the database's time, and the secrets that are good. */
export interface SourceSecrets {
  readonly at: Date;
  readonly secrets: readonly string[];
}

const READ_SOURCE = rowsOf('read_source').as<SourceSecrets>();

/** What messages of a source are checked with; null: there is no such source. */
export function readSource(db: Queryable, sourceId: string): Promise<SourceSecrets | null> {
  return READ_SOURCE.first(db, [sourceId]);
}

/** Takes a message whose signature was checked; false: it came before. */
export function receiveMessage(
  db: Queryable,
  sourceId: string,
  messageId: string,
  body: unknown,
): Promise<boolean> {
  return call(db, 'receive_message', [sourceId, messageId, body]);
}

/** A message that waits, and what its source may do. */
export interface WaitingMessage {
  readonly id: string;
  readonly body: unknown;
  readonly kinds: readonly string[];
  readonly sourceLeagueId: string | null;
  readonly actsAsOperator: boolean;
  readonly createdBy: string | null;
}

const NEXT_MESSAGE = rowsOf('next_message').as<WaitingMessage>();

/** The oldest message that waits in a league (null: of those about none), which nobody else gets for a while; null: none, or somebody has it. */
export function nextMessage(db: Queryable, leagueId: string | null): Promise<WaitingMessage | null> {
  return NEXT_MESSAGE.first(db, [leagueId]);
}

/** Notes that a message is done (null), or why it is set aside. */
export async function settleMessage(db: Queryable, messageId: string, reason: string | null): Promise<void> {
  await call(db, 'settle_message', [messageId, reason]);
}

/** Notes that a message could not be handled now: its next attempt, and those behind it, wait for a while. */
export async function postponeMessage(db: Queryable, messageId: string): Promise<void> {
  await call(db, 'postpone_message', [messageId]);
}

/** Makes jobs for so many leagues whose messages have waited for some seconds without anybody who handles them. */
export async function sweepInbox(db: Queryable, most: number): Promise<void> {
  await call(db, 'sweep_inbox', [most]);
}

/** Makes another job for the messages that wait about a league (null: about none). */
export async function handleLater(db: Queryable, leagueId: string | null): Promise<void> {
  await call(db, 'add_inbox_jobs', [[leagueId]]);
}

const LEAGUE_OF = rowsOf('league_of');

/** The league of a team, or else of a draft; null: there is no such one. */
export async function leagueOf(
  db: Queryable,
  teamId: string | null,
  draftId: string | null,
): Promise<string | null> {
  return (await LEAGUE_OF.one(db, [teamId, draftId])).answer;
}

/** A new source: of a league, or of any (null), which only an operator may add. */
export interface NewSource {
  readonly leagueId: string | null;
  readonly name: string;
  readonly kinds: readonly string[];
  readonly secret: string;
}

/** Adds a source; answers its id. */
export function createSource(
  db: Queryable,
  { leagueId, name, kinds, secret }: NewSource,
  actor: Actor,
): Promise<string> {
  return call(db, 'create_source', [leagueId, name, kinds, secret, actor]);
}

const DELETE_SOURCE = rowsOf('delete_source').as<{ leagueId: string | null }>();

/** Removes a source; answers its league. */
export async function deleteSource(db: Queryable, sourceId: string, actor: Actor): Promise<string | null> {
  return (await DELETE_SOURCE.one(db, [sourceId, actor])).leagueId;
}

/** Gives a source another secret; the former one is good for so many milliseconds. */
export async function rotateSourceSecret(
  db: Queryable,
  sourceId: string,
  secret: string,
  formerForMs: number,
  actor: Actor,
): Promise<void> {
  await call(db, 'rotate_source_secret', [sourceId, secret, formerForMs, actor]);
}

/** Lets a message that was set aside be handled once more; answers its source. */
export function retryMessage(db: Queryable, messageId: string, actor: Actor): Promise<string> {
  return call(db, 'retry_message', [messageId, actor]);
}

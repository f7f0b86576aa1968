import type { DraftEvent } from '../draft/events.ts';
import { instantText, withInstantTexts } from '../draft/instant_text.ts';
import { type Actor, actorValues, type Credential } from './actor.ts';
import { rowsOf } from './call.ts';
import type { Queryable } from './queryable.ts';

/** An event as its row has it. */
export type EventRow = DraftEvent & { draftId: string };

// Times are texts: a Date would cut the microseconds off.
const EVENT = { columns: ['draftId', 'version', 'at', 'kind', 'data'], times: 'text' } as const;
const READ_EVENTS = rowsOf('read_events', EVENT).as<EventRow>();
const READ_NEWS = rowsOf('read_news', EVENT).as<EventRow>();

/** An event as everybody gets it who reads one: its instants in one form, whatever SQL wrote. */
export function asTold<Event extends { readonly at: string; readonly data: object }>(row: Event): Event {
  return { ...row, at: instantText(row.at), data: withInstantTexts(row.data) };
}

/** The events of a draft with a number higher than `after`, in order, at most so many, and fewer where they are large; none where there are none. */
export async function readEvents(
  db: Queryable,
  draftId: string,
  after: number,
  most: number,
): Promise<EventRow[]> {
  return (await READ_EVENTS.all(db, [draftId, after, most])).map(asTold);
}

/** The number of the last event of a draft that a reader has. */
export interface Seen {
  readonly draftId: string;
  readonly version: number;
}

/** What is new in many drafts, each after the number seen: each draft's events in order, at most so many of each, and fewer where they are large. */
export async function readNews(db: Queryable, seen: readonly Seen[], most: number): Promise<EventRow[]> {
  const drafts = seen.map(({ draftId }) => draftId);
  const rows = await READ_NEWS.all(db, [drafts, seen.map(({ version }) => version), most]);
  return rows.map(asTold);
}

/** Who wants to watch which draft. */
export interface Watching {
  readonly draftId: string;
  readonly actor: Actor;
}

/** The state of a draft's events for a viewer who may watch it: the number of its last event, and the database's time as an ISO text. */
export interface VisibleDraft {
  readonly version: number;
  readonly at: string;
}

const VISIBLE_VERSIONS = rowsOf('visible_versions', { times: 'text' }).as<
  VisibleDraft & { readonly place: string }
>();

/** Answers each, in order: null where there is no such draft for them. */
export async function visibleDrafts(
  db: Queryable,
  asked: readonly Watching[],
): Promise<(VisibleDraft | null)[]> {
  const actors = asked.map(({ actor }) => actorValues(actor));
  const rows = await VISIBLE_VERSIONS.all(db, [
    asked.map(({ draftId }) => draftId),
    actors.map(([kind]) => kind),
    actors.map(([, userId]) => userId),
  ]);
  const found = new Map(rows.map(({ place, version, at }) => [Number(place), { version, at }]));
  return asked.map((_, index) => found.get(index + 1) ?? null);
}

const CREATE_EVENT_TICKET = rowsOf('create_event_ticket', { times: 'text' }).as<{ answer: string }>();

/**
 * Keeps a ticket, by its SHA-256, for one stream of a draft's events; answers until when it can be used. Throws a DraftError
 * (NOT_SIGNED_IN), or (DRAFT_NOT_FOUND) where the actor may not watch the draft.
 */
export async function keepEventTicket(
  db: Queryable,
  { draftId, actor, credential }: Watching & { readonly credential: Credential },
  hash: Buffer,
): Promise<string> {
  const { session, validUntil } = credential;
  return (await CREATE_EVENT_TICKET.one(db, [draftId, hash, actor, session, validUntil])).answer;
}

const CLAIM_EVENT_TICKET = rowsOf('claim_event_ticket').as<{
  kind: 'USER' | 'OPERATOR';
  userId: string;
  sessionHash: Buffer | null;
  validUntil: Date | null;
}>();

/** Uses a ticket up: who asked for it, by what; null where it is unknown, used, too old, or for another draft. */
export async function claimEventTicket(
  db: Queryable,
  draftId: string,
  hash: Buffer,
): Promise<{ readonly actor: Actor; readonly credential: Credential } | null> {
  const claimed = await CLAIM_EVENT_TICKET.first(db, [draftId, hash]);
  if (!claimed) return null;
  const { kind, userId, sessionHash, validUntil } = claimed;
  return { actor: { kind, userId }, credential: { session: sessionHash, validUntil } };
}

/**
 * Every NOTIFY writes to the log of transactions, and holds a lock of the whole server until that is flushed. There is
 * nothing to be kept here: it need not wait for the disk.
 */
const NOTIFY = `select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)`;

const NOTIFY_TRACED = `select set_config('synchronous_commit', 'off', true), app_private.note_traces($1, $2, $3) as before,
  pg_notify($4, $5), pg_notify($4, $6)`;

/** An event of a draft, and the span that it was caused by. */
export type TracedEvent = readonly [draftId: string, version: number, traceparent: string];

/**
 * The same, after it has noted by which spans events were caused, and has told that on the channel as well: all in one statement. Answers
 * the spans of the events before them, place by place; null where that was not recorded.
 */
export async function notifyTraced(
  db: Queryable,
  channel: string,
  payload: string,
  traced: { readonly events: readonly TracedEvent[]; readonly payload: string },
): Promise<readonly (string | null)[]> {
  const { rows } = await db.query<{ before: (string | null)[] }>(NOTIFY_TRACED, [
    ...[0, 1, 2].map((part) => traced.events.map((event) => event[part])),
    ...[channel, traced.payload, payload],
  ]);
  return rows[0]?.before ?? [];
}

/** Sends a NOTIFY on a channel: fewer than 8,000 bytes. It may be lost when the server crashes. */
export async function notify(db: Queryable, channel: string, payload: string): Promise<void> {
  await db.query(NOTIFY, [channel, payload]);
}

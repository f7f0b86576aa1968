import type { StreamEvent } from '../database/outbox.ts';
import type { DraftEvent } from '../draft/events.ts';
import { deadlineAfter, toldFacts } from '../draft/events.ts';
import { instantText } from '../draft/instant_text.ts';
import { publishedKind, type StreamKind, schemaPath } from './event_schemas.ts';

/** An event as other systems get it: CloudEvents 1.0 in its JSON format. */
export interface CloudEvent {
  readonly specversion: '1.0';
  /** Of the stream and the number of the event: the same each time it is sent. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** Where the JSON Schema of `data` is; only where the service knows its own address (PUBLIC_URL). */
  readonly dataschema?: string;
  /** The number of the event within its stream, as a text of digits that sorts. */
  readonly sequence?: string;
  /** The span that the event was caused by, where that was recorded: the extension for distributed tracing. */
  readonly traceparent?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The stream that an event is of. */
export interface Stream {
  readonly kind: StreamKind;
  readonly id: string;
  readonly leagueId: string;
}

const SEQUENCE_DIGITS = 10;
const PREFIX = 'draft-orchestrator';

/** Wraps an event. `publicUrl`: where the service is; undefined: it does not know. Throws where its facts cannot be those of its kind. */
export function envelope(stream: Stream, event: StreamEvent, publicUrl: string | undefined): CloudEvent {
  return wrap(stream, event, publicUrl, dataOf(stream, event));
}

/** Wraps an event with its facts as they are, whatever they are: for who has to have every event. */
export function plainEnvelope(stream: Stream, event: StreamEvent, publicUrl: string | undefined): CloudEvent {
  return wrap(stream, event, publicUrl, plainDataOf(stream, event));
}

function wrap(
  stream: Stream,
  { version, at, kind, traceparent }: StreamEvent,
  publicUrl: string | undefined,
  data: Readonly<Record<string, unknown>>,
): CloudEvent {
  return {
    specversion: '1.0',
    id: `${stream.id}:${version}`,
    source: `${publicUrl ?? ''}/${stream.kind}s/${stream.id}`,
    type: `${PREFIX}.${stream.kind}.${kind.toLowerCase()}`,
    time: at,
    datacontenttype: 'application/json',
    ...(publicUrl === undefined ? {} : { dataschema: publicUrl + schemaPath(stream.kind, kind) }),
    sequence: String(version).padStart(SEQUENCE_DIGITS, '0'),
    ...(traceparent === undefined ? {} : { traceparent }),
    data,
  };
}

/** A test event of an endpoint. `at`: the database's time. */
export function testEnvelope(endpointId: string, at: Date, publicUrl: string | undefined): CloudEvent {
  return {
    specversion: '1.0',
    id: `test:${endpointId}:${at.getTime()}`,
    source: `${publicUrl ?? ''}/endpoints/${endpointId}`,
    type: `${PREFIX}.endpoint.test`,
    time: instantText(at.toISOString()),
    datacontenttype: 'application/json',
    data: { message: 'Somebody asked for this test. Nothing happened.' },
  };
}

/** The facts that the schema of the kind describes. A kind of another version of this program is sent with its facts as they are. */
function dataOf(stream: Stream, event: StreamEvent): Record<string, unknown> {
  const known = publishedKind(stream.kind, event.kind);
  if (!known) return plainDataOf(stream, event);
  const drafted = event as unknown as DraftEvent;
  const facts =
    stream.kind === 'draft' ? { ...toldFacts(drafted), deadline: deadlineAfter(drafted) } : event.data;
  const all: Record<string, unknown> = { ...facts, ...namesOf(stream, event) };
  return Object.fromEntries(Object.keys(known.fields).map((name) => [name, all[name] ?? null]));
}

function plainDataOf(stream: Stream, event: StreamEvent): Record<string, unknown> {
  return { ...event.data, ...namesOf(stream, event) };
}

/** What every event says of itself. */
function namesOf({ kind, id, leagueId }: Stream, { version }: StreamEvent): Record<string, unknown> {
  return kind === 'draft' ? { draftId: id, leagueId, version } : { leagueId: id, version };
}

import type { StreamEvent } from '../database/outbox.ts';
import type { DraftEvent } from '../draft/events.ts';
import { deadlineAfter, toldFacts } from '../draft/events.ts';
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

/** Wraps an event. `publicUrl`: where the service is; undefined: it does not know. */
export function envelope(stream: Stream, event: StreamEvent, publicUrl: string | undefined): CloudEvent {
  const { version, at, kind } = event;
  return {
    specversion: '1.0',
    id: `${stream.id}:${version}`,
    source: `${publicUrl ?? ''}/${stream.kind}s/${stream.id}`,
    type: `${PREFIX}.${stream.kind}.${kind.toLowerCase()}`,
    time: at,
    datacontenttype: 'application/json',
    ...(publicUrl === undefined ? {} : { dataschema: publicUrl + schemaPath(stream.kind, kind) }),
    sequence: String(version).padStart(SEQUENCE_DIGITS, '0'),
    data: dataOf(stream, event),
  };
}

/** A test event of an endpoint. `at`: the database's time. */
export function testEnvelope(endpointId: string, at: Date, publicUrl: string | undefined): CloudEvent {
  return {
    specversion: '1.0',
    id: `test:${endpointId}:${at.getTime()}`,
    source: `${publicUrl ?? ''}/endpoints/${endpointId}`,
    type: `${PREFIX}.endpoint.test`,
    time: at.toISOString(),
    datacontenttype: 'application/json',
    data: { message: 'Somebody asked for this test. Nothing happened.' },
  };
}

/** The facts that the schema of the kind describes. A kind of another version of this program is sent with its facts as they are. */
function dataOf(stream: Stream, event: StreamEvent): Record<string, unknown> {
  const known = publishedKind(stream.kind, event.kind);
  const { version } = event;
  const ids =
    stream.kind === 'draft' ? { draftId: stream.id, leagueId: stream.leagueId } : { leagueId: stream.id };
  if (!known) return { ...event.data, ...ids, version };
  const drafted = event as unknown as DraftEvent;
  const facts =
    stream.kind === 'draft' ? { ...toldFacts(drafted), deadline: deadlineAfter(drafted) } : event.data;
  const all: Record<string, unknown> = { ...facts, ...ids, version };
  return Object.fromEntries(Object.keys(known.fields).map((name) => [name, all[name] ?? null]));
}

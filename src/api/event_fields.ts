import { eventKinds } from '../draft/event_kinds.ts';
import { deadlineAfter, toldFacts } from '../draft/events.ts';
import type { LiveEvent } from '../events/live_event.ts';

/** The version of the shape of events as clients see them. It rises when a field changes its meaning. */
const FORMAT = 1;

/** The GraphQL type of the event that is only in the stream, and is no kind of event of a draft. */
export const RESYNC_TYPE = 'DraftResync';

/** What every event tells, whatever happened: the fields of the interface DraftEvent, and the JSON of the stream over HTTP. */
export function commonFields(event: LiveEvent) {
  const { draftId, version, at, kind, data } = event;
  const deadline = event.kind === 'RESYNC' ? null : deadlineAfter(event);
  const note = 'note' in data ? (data.note ?? null) : null;
  return { draftId, version, at, kind, deadline, note, format: FORMAT, data };
}

/** The fields of an event's GraphQL type, and its name. */
export function typedFields(event: LiveEvent) {
  if (event.kind === 'RESYNC') return { ...commonFields(event), __typename: RESYNC_TYPE };
  return { ...toldFacts(event), ...commonFields(event), __typename: eventKinds[event.kind].type };
}

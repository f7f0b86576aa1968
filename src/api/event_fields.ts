import { deadlineAfter } from '../draft/events.ts';
import type { LiveEvent } from '../events/live_event.ts';

/** The version of the shape of events as clients see them. It rises when a field changes its meaning. */
const FORMAT = 1;

/** What every event tells, whatever happened: the fields of the interface DraftEvent, and the JSON of the stream over HTTP. */
export function commonFields(event: LiveEvent) {
  const { draftId, version, at, kind, data } = event;
  const deadline = event.kind === 'RESYNC' ? null : deadlineAfter(event);
  return { draftId, version, at, kind, deadline, format: FORMAT, data };
}

/** The GraphQL type of each kind. */
const TYPES = {
  CREATED: 'DraftCreated',
  OPENED: 'DraftOpened',
  PICKED: 'DraftPicked',
  PAUSED: 'DraftPaused',
  RESUMED: 'DraftResumed',
  TIME_RETURNED: 'DraftTimeReturned',
  AUTOPILOT_CHANGED: 'DraftAutopilotChanged',
  MANAGER_CHANGED: 'DraftManagerChanged',
  COMPLETED: 'DraftCompleted',
  CANCELLED: 'DraftCancelled',
  RESYNC: 'DraftResync',
} as const satisfies Record<LiveEvent['kind'], string>;

/** The fields of an event's GraphQL type, and its name. */
export function typedFields(event: LiveEvent) {
  return { ...factsOf(event), ...commonFields(event), __typename: TYPES[event.kind] };
}

function factsOf(event: LiveEvent) {
  if (event.kind === 'CREATED') return { ...event.data, teamIds: event.data.teams };
  // Picks of an earlier version of this program do not say it.
  if (event.kind === 'PICKED') return { ...event.data, rosterWaived: event.data.rosterWaived ?? false };
  return event.data;
}

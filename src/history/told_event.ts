import type { FollowedEvent } from '../../client/follow.ts';
import { eventKinds } from '../draft/event_kinds.ts';
import { type DraftEvent, deadlineAfter, toldFacts } from '../draft/events.ts';

/** Ids of players are numbers in the database, and texts for clients: so are these facts, however deep they are. */
const PLAYER_IDS = /player(Id|Ids)$/i;

/** A stored event as the service tells it to clients, with all that it says: what the fold of the client takes. */
export function toldEvent(event: DraftEvent): FollowedEvent {
  const { type, fields } = eventKinds[event.kind];
  const told = toldFacts(event);
  // What an event does not say is null for clients, such as the bank in a draft without rules of time.
  const unsaid = Object.fromEntries(Object.keys(fields).map((name) => [name, null]));
  const { version, at, kind } = event;
  const facts = asClientsSee({ ...unsaid, ...told }) as object;
  // The table of kinds makes both: the types of GraphQL, and those of the database.
  return {
    ...facts,
    ...{ __typename: type, version, at, kind, deadline: deadlineAfter(event), note: event.data.note ?? null },
  } as unknown as FollowedEvent;
}

function asClientsSee(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) {
    // Boards are long lists of numbers.
    if (typeof value[0] !== 'object' && !PLAYER_IDS.test(name)) return value;
    return value.map((entry) => asClientsSee(entry, name));
  }
  if (typeof value === 'number') return PLAYER_IDS.test(name) ? String(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, asClientsSee(entry, key)]));
}

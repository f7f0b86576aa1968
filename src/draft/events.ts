import type { EventKindOf } from './event_kind.ts';
import { eventKinds } from './event_kinds.ts';

/** Where a draft is in its life. */
export type DraftStateName = 'SCHEDULED' | 'IN_PROGRESS' | 'PAUSED' | 'COMPLETED' | 'CANCELLED';

/** The changes of state a draft may make. The database holds the same list and refuses everything else. */
export const transitions: Readonly<Record<DraftStateName, readonly DraftStateName[]>> = {
  SCHEDULED: ['IN_PROGRESS', 'CANCELLED'],
  IN_PROGRESS: ['PAUSED', 'COMPLETED', 'CANCELLED'],
  PAUSED: ['IN_PROGRESS', 'CANCELLED'],
  COMPLETED: ['PAUSED'],
  CANCELLED: [],
};

type Table = typeof eventKinds;

/** The facts of each kind of event, as {@link eventKinds} describes them. */
export type EventData = {
  [Kind in keyof Table]: Table[Kind] extends EventKindOf<infer Data, object> ? Data : never;
};

/** What can happen to a draft. */
export type EventKind = keyof EventData;

/** What somebody said to what they did: a line of plain text. Missing where nobody said anything. */
export interface Noted {
  note?: string;
}

/** Something that happened to a draft; `version` counts from 1 without gaps. */
export type DraftEvent = {
  [Kind in EventKind]: { version: number; at: string; kind: Kind; data: EventData[Kind] & Noted };
}[EventKind];

/** When the clock of the pick that is on the clock after an event runs out; null where none runs. */
export function deadlineAfter({ kind, data }: DraftEvent): string | null {
  const { deadline }: { deadline: (facts: never) => string | null } = eventKinds[kind];
  return deadline(data as never);
}

/** What clients see of the facts of an event besides the fields that all events have. */
export function toldFacts({ kind, data }: DraftEvent): Readonly<Record<string, unknown>> {
  const { told }: { told?: (facts: never) => object } = eventKinds[kind];
  return { ...data, ...told?.(data as never) };
}

import { z } from 'zod';

/** The channel on which changed drafts are named. */
export const CHANNEL = 'draft_events';

/**
 * A draft that changed: its id, the number of its last event, and its next deadline in milliseconds since 1970: null where no
 * clock runs, left out where it is not known.
 */
const changedShape = z.union([
  z.tuple([z.string(), z.number()]),
  z.tuple([z.string(), z.number(), z.number().nullable()]),
]);

const announcementShape = z.array(changedShape);

/** The payload of a NOTIFY. */
export type Announcement = z.infer<typeof announcementShape>;

/** Events, and the spans that they were caused by: the payload of a NOTIFY that processes which do not trace take for none of theirs. */
const traceHintShape = z.object({ traces: z.array(z.tuple([z.string(), z.number(), z.string()])) });

/** An event of a draft, by its number, and the `traceparent` of the span that it was caused by. */
export type TraceHint = z.infer<typeof traceHintShape>['traces'];

/** The payload that tells by which spans events were caused. */
export function writeTraceHint(traces: TraceHint): string {
  return JSON.stringify({ traces });
}

/** The spans in the payload of a NOTIFY; null where it is about none. */
export function readTraceHint(payload: string): TraceHint | null {
  if (!payload.startsWith('{"traces"')) return null;
  try {
    return traceHintShape.parse(JSON.parse(payload)).traces;
  } catch {
    return null;
  }
}

/** The announcement in the payload of a NOTIFY; null where it is not one of ours. */
export function readAnnouncement(payload: string): Announcement | null {
  try {
    return announcementShape.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}

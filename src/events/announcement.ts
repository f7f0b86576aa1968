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

/** The announcement in the payload of a NOTIFY; null where it is not one of ours. */
export function readAnnouncement(payload: string): Announcement | null {
  try {
    return announcementShape.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}

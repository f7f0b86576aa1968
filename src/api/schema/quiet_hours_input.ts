import { z } from 'zod';
import { WEEKDAYS } from '../../draft/quiet_hours.ts';
import { MOST_ITEMS } from './inputs.ts';

/** Longer than the name of any time zone. */
const LONGEST_ZONE = 64;
/** Longer than 20:00, so that what is nearly one is told how to be written. */
const LONGEST_TIME_OF_DAY = 32;

const windowShape = z.object({
  weekdays: z.array(z.enum(WEEKDAYS)).max(WEEKDAYS.length),
  from: z.string().max(LONGEST_TIME_OF_DAY),
  to: z.string().max(LONGEST_TIME_OF_DAY),
});

/** Quiet hours as they arrive. What contradicts itself is refused by checkQuietHours, with the other settings. */
export const quietHoursShape = z.object({
  zone: z.string().max(LONGEST_ZONE),
  picks: z
    .enum(['ALLOWED', 'REFUSED'])
    .nullish()
    .transform((picks) => picks ?? 'ALLOWED'),
  windows: z.array(windowShape).max(MOST_ITEMS),
});

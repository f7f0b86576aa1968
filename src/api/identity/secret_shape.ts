import { z } from 'zod';

const LONGEST_SECRET = 100;

/** The secret of a link. Who sends the whole link is told so: as a secret that nobody was sent it would count as a guess. */
export const secretShape = z
  .string()
  .refine((text) => !text.includes('#'), {
    error: 'must be what stands behind the # of the link, without the rest',
    params: { isSecret: true },
    abort: true,
  })
  .min(1)
  .max(LONGEST_SECRET);

import { refusingScalar } from './refusing_scalar.ts';

const UUID = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

/**
 * An id that is none is told as every other unusable input, with what was written. One that is may be written in capitals, as some languages do, and
 * without hyphens: all who compare ids, such as who follows a draft, get it as the database writes it.
 */
export const uuidScalarPlugin = refusingScalar(
  'UUID',
  (given) => (UUID.test(given) ? null : 'is not an id: a UUID, such as 3f0c2a52-8f5e-4a0e-9d67-0c1f6f1b2d11'),
  undefined,
  (given) => given.toLowerCase().replace(UUID, '$1-$2-$3-$4-$5'),
);

import type { HomeQuery } from '../../../../client/operations.generated.ts';

/** Whoever looks at the first page, and what they have to do with. */
export type Me = NonNullable<HomeQuery['me']>;

import { type Check, check } from '../../../src/demo/remains.ts';

/** Something wrong with a draft: which, and what. */
export interface Offence {
  readonly draftId: string | null;
  readonly what: string;
}

/** A promise, whether it held, and the drafts where it did not. */
export type Verdict = Check & { readonly offences: readonly Offence[] };

/** A promise, which holds where there is no offence. */
export function verdict(name: string, offences: readonly Offence[], figures: string): Verdict {
  const found = offences.length === 0 ? figures : `${offences.length} offences; ${figures}`;
  return { ...check(name, offences.length === 0, found), offences };
}

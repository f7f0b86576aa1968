import type { Announces, Changed } from './announcer.ts';

/** Announces by another, and counts how many drafts were changed: some deeds, as the new name of a team, change many. */
export class CountingAnnouncer implements Announces {
  drafts = 0;
  readonly #announcer: () => Announces;

  /** @param announcer is asked for with each announcement: it may not be there before the first */
  constructor(announcer: () => Announces) {
    this.#announcer = announcer;
  }

  announce(changed: Changed): void {
    this.drafts += 1;
    this.#announcer().announce(changed);
  }
}

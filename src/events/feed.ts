import type { EventRow, VisibleDraft } from '../database/events.ts';

/** So many events a follower may be behind: more than a usual draft has. It bounds what a draft takes in memory. */
export const MOST_BEHIND = 250;

/**
 * The newest events of one draft, read once for all who follow it here. Followers share it, each with a place of its own: a
 * slow one costs nothing but its place.
 */
export class Feed {
  readonly draftId: string;
  /** What is told whenever something new is here. */
  readonly wakes = new Set<() => void>();
  /** How often the draft went back to an earlier version, as after a failover that lost commits. */
  rewinds = 0;
  #newest: VisibleDraft;
  #tail: EventRow[] = [];

  /** A feed that begins after that version. */
  constructor(draftId: string, newest: VisibleDraft) {
    this.draftId = draftId;
    this.#newest = newest;
  }

  /** The last event that was read here: its number, and when it happened. */
  get newest(): VisibleDraft {
    return this.#newest;
  }

  get version(): number {
    return this.#newest.version;
  }

  /** Whether everything after that number is still here. */
  reachesBackTo(version: number): boolean {
    return version >= this.version - this.#tail.length;
  }

  /** The event after that number; undefined where it did not happen yet, or is not here any more. */
  after(version: number): EventRow | undefined {
    return this.#tail[this.#tail.length - (this.version - version)];
  }

  /** Takes in what was read after the feed's version, in order. Events that it has already are left out. */
  append(events: readonly EventRow[]): void {
    const fresh = events.filter(({ version }) => version > this.version);
    const last = fresh.at(-1);
    if (last === undefined) return;
    this.#tail = [...this.#tail, ...fresh].slice(-MOST_BEHIND);
    this.#newest = { version: last.version, at: last.at };
    this.wakeAll();
  }

  /** The draft is at an earlier version than it was: what came after that did not happen after all. */
  rewind(to: VisibleDraft): void {
    this.#tail = [];
    this.#newest = to;
    this.rewinds += 1;
    this.wakeAll();
  }

  wakeAll(): void {
    for (const wake of this.wakes) wake();
  }
}

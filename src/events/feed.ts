import { isDeepStrictEqual } from 'node:util';
import type { EventRow, VisibleDraft } from '../database/events.ts';

/** Events that a follower may be behind, which is also what a feed keeps: more than a usual draft has. */
export const MOST_BEHIND = 250;

/** A feed keeps fewer where they are larger: an event of the settings may be a hundred times as large as that of a pick. */
const MOST_TAIL_BYTES = 1_000_000;

/** What is read of the past is kept for so long, in milliseconds, and so many pages of a draft, unless they are larger than a usual draft is. */
const PAGES_KEPT_MS = 1_000;
const MOST_PAGES = 20;
const MOST_PAGE_BYTES = 250_000;

/** Past events that were read while the draft had that version. */
interface PastPage {
  readonly version: number;
  readonly events: Promise<readonly EventRow[]>;
}

/** What a feed keeps of an event. */
interface KeptEvent {
  readonly event: EventRow;
  readonly bytes: number;
}

/** How large an event is as a text, without what all of them have. */
function bytesOf({ data }: EventRow): number {
  return JSON.stringify(data).length;
}

/**
 * The newest events of one draft, read once for all who follow it in this process. Followers share it, each with a position of
 * its own, so a slow one costs no memory.
 */
export class Feed {
  readonly draftId: string;
  /** Called whenever the feed changes: the followers that wait. */
  readonly wakes = new Set<() => void>();
  /** How often the draft went back to an earlier version, as after a failover that lost commits. */
  rewinds = 0;
  #newest: VisibleDraft;
  /** The event of that number; null where nobody has read it here. */
  #last: EventRow | null = null;
  #tail: KeptEvent[] = [];
  readonly #pages = new Map<number, PastPage>();

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

  /** Whether anybody follows it. One that nobody follows is forgotten: whoever comes then follows another feed of the draft. */
  get isFollowed(): boolean {
    return this.wakes.size > 0;
  }

  /** Whether every event after that number is still kept. */
  reachesBackTo(version: number): boolean {
    return version >= this.version - this.#tail.length;
  }

  /** The event after that number; undefined where it did not happen yet, or is no longer kept. */
  next(version: number): EventRow | undefined {
    return this.#tail[this.#tail.length - (this.version - version)]?.event;
  }

  /**
   * Past events after a number: those that somebody else read just now, or what `read` answers. Whoever comes at the same time gets the same
   * objects, so that each is made a message of once; a stranger who asked for the past of a draft ten times a second had it made as often.
   */
  past(after: number, read: () => Promise<readonly EventRow[]>): Promise<readonly EventRow[]> {
    const known = this.#pages.get(after);
    if (known?.version === this.version) return known.events;
    const page: PastPage = { version: this.version, events: read() };
    if (this.#pages.size < MOST_PAGES || known) {
      this.#pages.set(after, page);
      const forget = () => {
        if (this.#pages.get(after) === page) this.#pages.delete(after);
      };
      setTimeout(forget, PAGES_KEPT_MS).unref();
      page.events.then((events) => {
        if (events.reduce((sum, event) => sum + bytesOf(event), 0) > MOST_PAGE_BYTES) forget();
      }, forget);
    }
    return page.events;
  }

  /** The number after which news are: the newest one is read as well, until it is known what happened under it. */
  get after(): number {
    return this.#last === null ? Math.max(0, this.version - 1) : this.version;
  }

  /** Whether the newest event is that one. Where it was never read, nobody knows what followers have seen. */
  endsWith(event: EventRow | undefined): boolean {
    return this.#last !== null && isDeepStrictEqual(this.#last, event);
  }

  /** Appends events in order. Those that the feed already has are left out. */
  append(events: readonly EventRow[]): void {
    this.#last = events.findLast(({ version }) => version >= this.version) ?? this.#last;
    const fresh = events.filter(({ version }) => version > this.version);
    const last = fresh.at(-1);
    if (last === undefined) return;
    this.#tail = newest([...this.#tail, ...fresh.map((event) => ({ event, bytes: bytesOf(event) }))]);
    this.#newest = { version: last.version, at: last.at };
    this.wakeAll();
  }

  /** Sets the feed back to an earlier version: the database lost the commits after it. */
  rewind(to: VisibleDraft): void {
    this.#tail = [];
    this.#pages.clear();
    this.#last = null;
    this.#newest = to;
    this.rewinds += 1;
    this.wakeAll();
  }

  wakeAll(): void {
    for (const wake of this.wakes) wake();
  }
}

/** The last of them, as many as a feed keeps; the very last one however large it is. */
function newest(events: readonly KeptEvent[]): KeptEvent[] {
  const kept = events.slice(-MOST_BEHIND);
  let bytes = kept.reduce((sum, each) => sum + each.bytes, 0);
  let first = 0;
  while (bytes > MOST_TAIL_BYTES && first < kept.length - 1) {
    bytes -= kept[first]?.bytes ?? 0;
    first += 1;
  }
  return first === 0 ? kept : kept.slice(first);
}

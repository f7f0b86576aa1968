import type { DraftClient, PoolPlayer } from './draft_client.ts';

/** Rooms hear at the same time that something is new; they ask what it is within this time. In milliseconds. */
const SPREAD_MS = 2_000;
/** A question that fails, or is answered from behind the times, as by a replica, is asked again; so many in a row that bring nothing are enough. */
const MOST_IN_VAIN = 8;

/** Which players of a draft's pool changed since they were read: their status, or where they are drafted and play. */
export class PlayerNews {
  readonly #client: Pick<DraftClient, 'playerNews'>;
  readonly #draftId: string;
  readonly #spreadMs: number;
  /** The version of the pool at which its players are known; null: they are not. */
  #knownAt: number | null = null;
  #newest = 0;
  #isAsking = false;

  constructor(client: Pick<DraftClient, 'playerNews'>, draftId: string, spreadMs = SPREAD_MS) {
    this.#client = client;
    this.#draftId = draftId;
    this.#spreadMs = spreadMs;
  }

  /** All players were read, when the pool had that version or a later one. */
  knownAt(version: number): void {
    this.#knownAt = version;
  }

  /**
   * The pool has that version: the players that changed since they were known; none while they are not known, or where somebody else asks
   * already. What several questions in a row did not bring is asked for again with the next version.
   */
  async upTo(version: number): Promise<readonly PoolPlayer[]> {
    this.#newest = Math.max(this.#newest, version);
    const changed: PoolPlayer[] = [];
    if (this.#isAsking) return changed;
    this.#isAsking = true;
    let inVain = 0;
    while (this.#knownAt !== null && this.#newest > this.#knownAt && inVain < MOST_IN_VAIN) {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * this.#spreadMs));
      const since = this.#knownAt;
      // Where it fails the room goes on with what it knows.
      const news = await this.#client.playerNews(this.#draftId, since).catch(() => null);
      inVain = news !== null && news.version > since ? 0 : inVain + 1;
      if (news === null || news.version <= since) continue;
      changed.push(...news.players);
      // All players may have been read meanwhile.
      this.#knownAt = Math.max(this.#knownAt, news.version);
    }
    this.#isAsking = false;
    return changed;
  }
}

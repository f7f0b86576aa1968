import type { DraftClient, PoolPlayer } from './draft_client.ts';

/** Rooms hear at the same time that something is new; they ask what it is within this time. In milliseconds. */
const SPREAD_MS = 2_000;
/** So often in a row is asked without an answer that is news: it failed, or was read behind the times, on a replica. */
const MOST_TRIES = 6;

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
   * already. A question that fails, or is answered from before that version, is asked again a few times, and after those when this is called again.
   */
  async upTo(version: number): Promise<readonly PoolPlayer[]> {
    this.#newest = Math.max(this.#newest, version);
    const changed: PoolPlayer[] = [];
    if (this.#isAsking) return changed;
    this.#isAsking = true;
    let tries = 0;
    while (this.#knownAt !== null && this.#newest > this.#knownAt && tries < MOST_TRIES) {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * this.#spreadMs));
      tries += 1;
      const news = await this.#client.playerNews(this.#draftId, this.#knownAt).catch(() => null);
      // The room goes on with what it knows.
      if (news === null || news.version <= this.#knownAt) continue;
      changed.push(...news.players);
      this.#knownAt = news.version;
      tries = 0;
    }
    this.#isAsking = false;
    return changed;
  }
}

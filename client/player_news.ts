import type { DraftClient, PoolPlayer } from './draft_client.ts';

/** Rooms hear at the same time that something is new; they ask what it is within this time. In milliseconds. */
const SPREAD_MS = 2_000;

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
   * already. A question that fails is asked again with the next version.
   */
  async upTo(version: number): Promise<readonly PoolPlayer[]> {
    this.#newest = Math.max(this.#newest, version);
    const changed: PoolPlayer[] = [];
    if (this.#isAsking) return changed;
    this.#isAsking = true;
    try {
      while (this.#knownAt !== null && this.#newest > this.#knownAt) {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * this.#spreadMs));
        const news = await this.#client.playerNews(this.#draftId, this.#knownAt);
        changed.push(...news.players);
        // Read behind the times: the next version comes, and with it another question.
        if (news.version <= this.#knownAt) break;
        this.#knownAt = news.version;
      }
    } catch {
      // The room goes on with what it knows.
    } finally {
      this.#isAsking = false;
    }
    return changed;
  }
}

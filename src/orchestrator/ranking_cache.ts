import type { DraftContext, RankingAt } from '../database/picks.ts';
import type { Queryable } from '../database/queryable.ts';
import { type ReadRanking, readRankings } from '../database/rankings.ts';
import { timelineChanges } from '../database/timelines.ts';

/** Rankings kept in memory; of several hundred players each, 5,000 at most. */
const MOST_RANKINGS = 2_000;

const NOBODY: readonly number[] = [];

type Seats = Pick<DraftContext, 'seats'>;

/** By seat: player ids, the most wanted first. Null where no team of the draft has a ranking. */
export type SeatRankings = readonly (readonly number[])[] | null;

/**
 * Remembers the rankings last used, each once for all drafts that its owner is in. What is remembered of another version than a draft was
 * read with is read anew. Where it changes again before that, the choice that is made on it is stale: by the version of the queue, which
 * changes with it.
 */
export class RankingCache {
  readonly #rankings = new Map<string, ReadRanking>();
  readonly #isOtherTimeline = timelineChanges();

  /** The rankings that count in each of some drafts. One read for all that are not remembered. */
  async get(db: Queryable, drafts: readonly Seats[]): Promise<SeatRankings[]> {
    if (this.#isOtherTimeline()) this.#rankings.clear();
    const counting = new Map<string, number>(drafts.flatMap(({ seats }) => seats.flatMap(rankingOf)));
    if (counting.size === 0) return drafts.map(() => null);
    const found = await this.#read(db, counting);
    return drafts.map(({ seats }) => {
      const ids = seats.map((seat) => rankingOf(seat)[0]?.[0]);
      return ids.every((id) => id === undefined)
        ? null
        : ids.map((id) => (id === undefined ? NOBODY : (found.get(id)?.playerIds ?? NOBODY)));
    });
  }

  async #read(db: Queryable, counting: ReadonlyMap<string, number>): Promise<Map<string, ReadRanking>> {
    const found = new Map<string, ReadRanking>();
    for (const [id, version] of counting) {
      const known = this.#rankings.get(id);
      if (known?.version === version) found.set(id, known);
    }
    const unknown = [...counting.keys()].filter((id) => !found.has(id));
    if (unknown.length > 0) for (const read of await readRankings(db, unknown)) found.set(read.id, read);
    this.#keep(found);
    return found;
  }

  #keep(used: ReadonlyMap<string, ReadRanking>): void {
    for (const [id, ranking] of used) {
      this.#rankings.delete(id);
      this.#rankings.set(id, ranking);
    }
    // The longest unused come first.
    for (const id of this.#rankings.keys()) {
      if (this.#rankings.size <= MOST_RANKINGS) return;
      this.#rankings.delete(id);
    }
  }
}

function rankingOf([, , , , ranking]: Seats['seats'][number]): RankingAt[] {
  return ranking ? [ranking] : [];
}

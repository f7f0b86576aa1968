import type { ConnectionPool } from '../src/database/connect.ts';
import {
  copyDrafts,
  createBenchLeague,
  emptyOfDrafts,
  type League,
  playDraft,
  playedSequence,
} from './seed.ts';

/** Nobody's clock runs out while people pick. */
const SECONDS_PER_PICK = 3_600;

/** A pick that is to be made. */
export interface Wanted {
  readonly draftId: string;
  readonly pickNumber: number;
  readonly playerId: number;
}

/** Drafts at their first pick, and whom each of their picks takes: a sequence that fits every roster. */
export interface LaidTable {
  readonly league: League;
  readonly sequence: readonly number[];
  readonly draftIds: readonly string[];
}

/** Empties a database of its drafts and fills it with drafts at their first pick, with long clocks. */
export async function layTable(
  db: ConnectionPool,
  drafts: number,
  onProgress: (made: number) => void,
): Promise<LaidTable> {
  await emptyOfDrafts(db);
  const league = await createBenchLeague(db);
  const sequence = await playedSequence(db, league);
  await copyDrafts(db, await playDraft(db, league, { secondsPerPick: SECONDS_PER_PICK, atPick: 1 }), {
    drafts,
    secondsPerPick: SECONDS_PER_PICK,
    atPick: 1,
    dueIn: { first: SECONDS_PER_PICK, step: 0 },
    onProgress,
  });
  const { rows } = await db.query<{ id: string }>(
    `select id from app_public.drafts where state = 'IN_PROGRESS' order by id`,
  );
  return { league, sequence, draftIds: rows.map(({ id }) => id) };
}

/** Drafts that are picked in at the same time, each by one connection from its first pick to its last. */
export class Table {
  readonly #sequence: readonly number[];
  /** Drafts nobody picks in right now, and how far they are. */
  readonly #free: { draftId: string; made: number }[];

  constructor(sequence: readonly number[], draftIds: readonly string[]) {
    this.#sequence = sequence;
    this.#free = draftIds.map((draftId) => ({ draftId, made: 0 }));
  }

  /** Picks for so long over so many connections; how long each pick took, in milliseconds. */
  async pickFor(
    pick: (wanted: Wanted) => Promise<unknown>,
    connections: number,
    ms: number,
  ): Promise<number[]> {
    const took: number[] = [];
    const until = performance.now() + ms;
    const pickAlong = async () => {
      let draft = this.#take();
      for (; performance.now() < until; draft.made += 1) {
        if (draft.made === this.#sequence.length) draft = this.#take();
        const startedAt = performance.now();
        await pick({
          draftId: draft.draftId,
          pickNumber: draft.made + 1,
          playerId: this.#sequence[draft.made] ?? 0,
        });
        took.push(performance.now() - startedAt);
      }
      this.#free.push(draft);
    };
    await Promise.all(Array.from({ length: connections }, pickAlong));
    return took;
  }

  #take(): { draftId: string; made: number } {
    const draft = this.#free.pop();
    if (!draft) throw new Error('Every draft is over: run the bench with more --drafts');
    return draft;
  }
}

import type { DraftContext, JudgedPick } from '../database/picks.ts';
import { positionsOfBits, type RosterLimit } from '../draft/roster_limits.ts';
import type { Player, StrategyContext } from '../strategy/strategy.ts';
import type { RankedPool } from './pool_cache.ts';

/** The team on the clock, as the next choice needs it. */
export interface TeamOnClock {
  readonly teamId: string;
  readonly strategy: string;
  readonly queueVersion: number;
}

/**
 * A draft in progress as it was at a version, and as the picks made here since then left it. Whether that is still
 * true apply_picks decides: every choice names the version it was made on.
 */
export class WarmDraft {
  readonly #context: DraftContext;
  readonly #limits: RosterLimit[];
  #version: number;
  #currentPick: number;

  constructor(context: DraftContext, pool: RankedPool) {
    this.#context = context;
    this.#version = context.version;
    this.#currentPick = context.currentPick;
    this.#limits = context.limitPositions.map((bits, i) => ({
      positions: positionsOfBits(pool.positions, bits),
      maxPlayers: context.limitPlayers[i] ?? 0,
    }));
  }

  get draftId(): string {
    return this.#context.draftId;
  }

  get version(): number {
    return this.#version;
  }

  get pickNumber(): number {
    return this.#currentPick;
  }

  get poolId(): string {
    return this.#context.poolId;
  }

  get onClock(): TeamOnClock {
    const [teamId, strategy, queueVersion] = this.#seat();
    return { teamId, strategy, queueVersion };
  }

  /** Whether a choice needs no judgement while the draft is at this version. */
  get isPlain(): boolean {
    return this.#context.isPlain;
  }

  /** Takes in a pick that was just made on this version; false where the draft is over or another version came between. */
  advance({ pickNumber, playerId, version, nextPick }: JudgedPick): boolean {
    if (version !== this.#version + 1 || pickNumber !== this.#currentPick || nextPick === null) return false;
    this.#context.players[pickNumber - 1] = playerId;
    this.#version = version;
    this.#currentPick = nextPick;
    return true;
  }

  /** What a strategy sees. */
  strategyContext(pool: RankedPool): StrategyContext {
    const { players, owners, rosterSlots, seats } = this.#context;
    const owner = owners[this.#currentPick - 1];
    const taken = new Set<number>();
    const roster: Player[] = [];
    let picksLeft = 0;
    for (const [i, id] of players.entries()) {
      const isOwn = owners[i] === owner;
      if (id !== null) taken.add(id);
      if (isOwn && id === null) picksLeft += 1;
      if (isOwn && id !== null) roster.push(playerOf(pool, id));
    }
    const [, , , queue] = this.#seat();
    return {
      pickNumber: this.#currentPick,
      round: Math.ceil(this.#currentPick / seats.length),
      picksLeft,
      rosterSlots,
      limits: this.#limits,
      roster,
      queue,
      available: pool.ranked.filter((player) => !taken.has(player.id)),
    };
  }

  #seat() {
    const seat = this.#context.seats[this.#context.owners[this.#currentPick - 1] ?? 0];
    if (!seat) throw new Error(`Pick ${this.#currentPick} of draft ${this.draftId} has no team`);
    return seat;
  }
}

function playerOf(pool: RankedPool, id: number): Player {
  const player = pool.byId.get(id);
  if (!player) throw new Error(`Player ${id} is not in the pool of the draft`);
  return player;
}

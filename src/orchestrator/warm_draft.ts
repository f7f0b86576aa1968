import type { DraftContext, JudgedPick } from '../database/picks.ts';
import { seedOf } from '../draft/chance.ts';
import type { Player, StrategyContext } from '../strategy/strategy.ts';
import type { DraftLayout } from './draft_layout.ts';
import { FreePlayers } from './free_players.ts';
import type { RankedPool } from './pool_cache.ts';
import type { SeatRankings } from './ranking_cache.ts';

/** The team on the clock, as the next choice needs it. */
export interface TeamOnClock {
  readonly teamId: string;
  readonly strategy: string;
  readonly queueVersion: number;
}

/** Strategies by name, so that each name is in memory once and not once for each team. */
const strategyNames = new Map<string, string>();
const ID_LENGTH = 36;
const COMMA = 44;
const ZERO = 48;

/**
 * A draft in progress as it was at a version, and as the picks made here since then left it. Whether that is still true the
 * database decides: every choice names the version it was made on.
 *
 * There may be a hundred thousand of them, so what drafts have in common is kept once, and the rest in few objects: about
 * 2 kB for 12 teams and 180 cells.
 */
export class WarmDraft {
  readonly draftId: string;
  /** Whether a choice needs no judgement while the draft is at this version. */
  readonly isPlain: boolean;
  /** Of a preview: what its bots' tastes are drawn from; null: it is none. */
  readonly #previewSeed: number | null;
  readonly #layout: DraftLayout;
  /** By pick number, from 1; 0: the cell is open. */
  readonly #players: Int32Array;
  /** The ids of the teams by seat, one after the other. */
  readonly #teamIds: string;
  readonly #strategies: readonly string[];
  readonly #queueVersions: Int32Array;
  /** Queues by seat; null where no team has one. */
  readonly #queues: readonly (readonly number[])[] | null;
  readonly #rankings: SeatRankings;
  #version: number;
  #currentPick: number;

  constructor(context: DraftContext, layout: DraftLayout, rankings: SeatRankings = null) {
    const { seats } = context;
    this.draftId = context.draftId;
    this.isPlain = context.isPlain;
    this.#previewSeed = context.previewSeed;
    this.#layout = layout;
    this.#players = playersOf(context.players, layout.owners.length);
    this.#teamIds = seats.map(([teamId]) => teamId).join('');
    this.#strategies = strategiesOf(seats.map(([, strategy]) => strategy));
    this.#queueVersions = Int32Array.from(seats, ([, , queueVersion]) => queueVersion);
    const queues = seats.map(([, , , queue]) => queue);
    this.#queues = queues.some((queue) => queue.length > 0) ? queues : null;
    this.#rankings = rankings;
    this.#version = context.version;
    this.#currentPick = context.currentPick;
  }

  /** Whether it is a preview, which gives way to the drafts of leagues. */
  get isPreview(): boolean {
    return this.#previewSeed !== null;
  }

  get version(): number {
    return this.#version;
  }

  get pickNumber(): number {
    return this.#currentPick;
  }

  get poolId(): string {
    return this.#layout.poolId;
  }

  get onClock(): TeamOnClock {
    const seat = this.#seat();
    return {
      teamId: this.#teamIds.slice(seat * ID_LENGTH, (seat + 1) * ID_LENGTH),
      strategy: this.#strategies[this.#strategies.length === 1 ? 0 : seat] ?? '',
      queueVersion: this.#queueVersions[seat] ?? 0,
    };
  }

  /** Takes in a pick that was just made on this version; false where the draft is over or another version came between. */
  advance({ pickNumber, playerId, version, nextPick }: JudgedPick): boolean {
    if (version !== this.#version + 1 || pickNumber !== this.#currentPick || nextPick === null) return false;
    this.#players[pickNumber - 1] = playerId;
    this.#version = version;
    this.#currentPick = nextPick;
    return true;
  }

  /** What a strategy sees. */
  strategyContext(pool: RankedPool): StrategyContext & { readonly available: FreePlayers } {
    const { rosterSlots, limits, owners } = this.#layout;
    const owner = this.#seat();
    const available = new FreePlayers(pool);
    const roster: Player[] = [];
    let picksLeft = 0;
    for (let i = 0; i < owners.length; i += 1) {
      const id = this.#players[i] ?? 0;
      if (id !== 0) {
        const player = available.take(id);
        if (owners[i] === owner) roster.push(player);
      } else if (owners[i] === owner) picksLeft += 1;
    }
    return {
      pickNumber: this.#currentPick,
      round: Math.ceil(this.#currentPick / this.#queueVersions.length),
      ...{ picksLeft, rosterSlots, limits, roster, available },
      queue: this.#queues?.[owner] ?? [],
      slot: owner + 1,
      seed: this.#previewSeed ?? seedOf(this.draftId),
      ranking: this.#rankings?.[owner] ?? [],
    };
  }

  /** The place of the team on the clock. */
  #seat(): number {
    const seat = this.#layout.owners[this.#currentPick - 1];
    if (seat === undefined || seat >= this.#queueVersions.length) {
      throw new Error(`Pick ${this.#currentPick} of draft ${this.draftId} has no team`);
    }
    return seat;
  }
}

/** Numbers with commas, nothing for an open cell. By hand, without a text for each: drafts are read by the thousand. */
function playersOf(list: string, cells: number): Int32Array {
  const players = new Int32Array(cells);
  let cell = 0;
  for (let i = 0; i < list.length; i += 1) {
    const code = list.charCodeAt(i);
    if (code === COMMA) cell += 1;
    else players[cell] = (players[cell] ?? 0) * 10 + code - ZERO;
  }
  return players;
}

/** The names by seat, or one where all are alike. */
function strategiesOf(names: readonly string[]): readonly string[] {
  const kept = names.map((name) => {
    const known = strategyNames.get(name);
    if (known === undefined) strategyNames.set(name, name);
    return known ?? name;
  });
  const [first = ''] = kept;
  return kept.every((name) => name === first) ? [first] : kept;
}

import type { DraftContext, JudgedPick } from '../database/picks.ts';
import { seedOf } from '../draft/chance.ts';
import { leaving } from '../strategy/fitting.ts';
import type { Player, StrategyContext } from '../strategy/strategy.ts';
import { type DraftLayout, NOBODY } from './draft_layout.ts';
import { FreePlayers } from './free_players.ts';
import type { RankedPool } from './pool_cache.ts';
import type { SeatRankings } from './ranking_cache.ts';

/** A team as the next choice for it needs it. */
export interface TeamOnClock {
  readonly teamId: string;
  readonly strategy: string;
  /** What was set for it, as JSON; null: nothing. */
  readonly options: string | null;
  readonly queueVersion: number;
}

/** Names and options of strategies, so that each is in memory once and not once for each team. */
const textsKept = new Map<string, string>();
const MOST_TEXTS_KEPT = 10_000;
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
  /** Of a preview: what its bots' tastes are drawn from; null: it is none. */
  readonly #previewSeed: number | null;
  readonly #layout: DraftLayout;
  /** By pick number, from 1; 0: the cell is open. */
  readonly #players: Int32Array;
  /** The ids of the teams by seat, one after the other. */
  readonly #teamIds: string;
  readonly #strategies: readonly string[];
  readonly #options: readonly (string | null)[];
  readonly #queueVersions: Int32Array;
  /** Queues by seat; null where no team has one. */
  readonly #queues: readonly (readonly number[])[] | null;
  readonly #rankings: SeatRankings;
  #version: number;
  #currentPick: number;

  constructor(context: DraftContext, layout: DraftLayout, rankings: SeatRankings = null) {
    const { seats } = context;
    this.draftId = context.draftId;
    this.#previewSeed = context.previewSeed;
    this.#layout = layout;
    this.#players = playersOf(context.players, layout.owners.length);
    this.#teamIds = seats.map(([teamId]) => teamId).join('');
    this.#strategies = keptOnce(seats.map(([, strategy]) => strategy));
    this.#options = keptOnce(seats.map(([, , , , , options]) => options));
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
    return this.teamOf(this.#currentPick);
  }

  /** The team that owns a pick. */
  teamOf(pickNumber: number): TeamOnClock {
    const seat = this.#seat(pickNumber);
    return {
      teamId: this.#teamIds.slice(seat * ID_LENGTH, (seat + 1) * ID_LENGTH),
      strategy: this.#strategies[this.#strategies.length === 1 ? 0 : seat] ?? '',
      options: this.#options[this.#options.length === 1 ? 0 : seat] ?? null,
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

  /** The first pick that a team has still to make, the one on the clock or a later one; null where it has none. */
  nextPickOf(teamId: string): number | null {
    const { owners } = this.#layout;
    for (let i = this.#currentPick - 1; i < owners.length; i += 1) {
      if (this.#players[i] === 0 && this.teamOf(i + 1).teamId === teamId) return i + 1;
    }
    return null;
  }

  /** What a strategy sees that chooses for a pick: the one on the clock unless told. */
  strategyContext(
    pool: RankedPool,
    pickNumber = this.#currentPick,
  ): StrategyContext & { readonly available: FreePlayers } {
    const { rosterSlots, limits, owners } = this.#layout;
    const teams = this.#queueVersions.length;
    const owner = this.#seat(pickNumber);
    const available = new FreePlayers(pool);
    const roster: Player[] = [];
    let picksLeft = 0;
    let othersUntilNext = 0;
    let picksUntilNext: number | null = null;
    for (let i = 0; i < owners.length; i += 1) {
      const id = this.#players[i] ?? 0;
      if (id !== 0) {
        const player = available.take(id);
        if (owners[i] === owner) roster.push(player);
      } else if (owners[i] === owner) {
        picksLeft += 1;
        if (i >= pickNumber) picksUntilNext ??= othersUntilNext;
      } else if (i >= pickNumber && owners[i] !== NOBODY) othersUntilNext += 1;
    }
    return {
      pickNumber,
      round: Math.ceil(pickNumber / teams),
      rounds: Math.ceil(owners.length / teams),
      ...{ teams, slot: owner + 1, picksLeft, picksUntilNext, rosterSlots, roster, available },
      // There may be thousands, which only strategies of others read by their names.
      get limits() {
        return limits.named();
      },
      queue: this.#queues?.[owner] ?? [],
      ranking: this.#rankings?.[owner] ?? [],
      fits: leaving(limits, roster),
      seed: this.#previewSeed ?? seedOf(this.draftId),
    };
  }

  /** The place of the team that owns a pick. */
  #seat(pickNumber: number): number {
    const seat = this.#layout.owners[pickNumber - 1];
    if (seat === undefined || seat >= this.#queueVersions.length) {
      throw new Error(`Pick ${pickNumber} of draft ${this.draftId} has no team`);
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

/** The texts by seat, or one where all are alike. */
function keptOnce<Text extends string | null>(texts: readonly Text[]): readonly Text[] {
  const kept = texts.map((text) => {
    if (text === null) return text;
    const known = textsKept.get(text) as Text | undefined;
    if (known !== undefined) return known;
    if (textsKept.size === MOST_TEXTS_KEPT) textsKept.clear();
    textsKept.set(text, text);
    return text;
  });
  const [first] = kept;
  return first !== undefined && kept.every((text) => text === first) ? [first] : kept;
}

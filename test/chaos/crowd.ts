import { setTimeout as sleep } from 'node:timers/promises';
import { MakePickDocument } from '../../client/operations.generated.ts';
import { mintToken } from '../../src/api/identity/own_tokens.ts';
import type { DraftEvent } from '../../src/draft/events.ts';
import { type League, openOne, type PlayedDraft } from './drafts.ts';
import { Follower } from './follower.ts';
import { type Answer, type Asking, ask } from './graphql.ts';
import { between, oneOf, type Random, randomFrom, seedFrom } from './random.ts';

const TOKEN_SECONDS = 24 * 60 * 60;
const LOOK_AGAIN_MS = 50;
/** A person thinks for a share of the clock between these: some only just make it, some come too late. */
const FASTEST = 0.1;
const SLOWEST = 1.02;
/** Nobody with a long clock uses all of it. */
const LONGEST_THOUGHT_SECONDS = 8;
/** A person likes one of so many of the best players left. */
const TASTE = 6;
const OPENED_AT_ONCE = 4;

const MAKE_PICK = MakePickDocument.toString();

/** A pick that somebody makes. */
export interface Wish {
  readonly draftId: string;
  readonly pickNumber: number;
  readonly playerId: number;
  readonly userId: string;
}

/** Who plays, and where their servers are. */
export interface CrowdOptions {
  readonly league: League;
  readonly urls: readonly string[];
  readonly secret: string;
  readonly random: Random;
  /** The address of this machine that those around the nth draft have; unless told, the system's choice. */
  readonly localAddressOf?: (draft: number) => string;
}

/** What somebody was told about a pick: when they asked, in milliseconds since 1970, and how long they waited, in milliseconds. */
export type PickAnswer = Answer & { readonly wish: Wish; readonly at: number; readonly ms: number };

/** Everybody who plays: so many drafts at once, each followed by somebody, each with managers who pick. */
export class Crowd {
  readonly drafts: PlayedDraft[] = [];
  readonly followers = new Map<string, Follower>();
  /** What people were told about the picks they made. */
  readonly answers: PickAnswer[] = [];
  readonly #options: CrowdOptions;
  readonly #tokens = new Map<string, string>();
  #begun = 0;
  readonly #playing: Promise<void>[] = [];
  readonly #closing = new AbortController();
  readonly #leaving = new AbortController();

  private constructor(options: CrowdOptions) {
    this.#options = options;
  }

  /** Opens so many drafts; each that ends is followed by another one. */
  static async gather(
    options: CrowdOptions,
    drafts: number,
    onProgress: (open: number) => void,
  ): Promise<Crowd> {
    const crowd = new Crowd(options);
    const { seats, commissioner } = options.league;
    for (const { userId } of [commissioner, ...seats.map(({ manager }) => manager)]) {
      const viewer = { userId, isOperator: false };
      crowd.#tokens.set(userId, await mintToken(options.secret, viewer, TOKEN_SECONDS));
    }
    let left = drafts;
    const openAlong = async () => {
      while (left > 0) {
        left -= 1;
        await crowd.#open(randomFrom(seedFrom(options.random)));
        onProgress(crowd.drafts.length);
      }
    };
    await Promise.all(Array.from({ length: OPENED_AT_ONCE }, openAlong));
    return crowd;
  }

  /** How many picks were seen by those who follow. */
  get picks(): number {
    let picks = 0;
    for (const { seen } of this.followers.values())
      for (const { kind } of seen) if (kind === 'PICKED') picks += 1;
    return picks;
  }

  /** From now on nobody picks, and no draft is opened in the place of one that ended. */
  close(): void {
    this.#closing.abort();
  }

  /** Waits until everybody has seen so much of each draft, at most so long; then they leave. */
  async seeOff(versions: ReadonlyMap<string, number>, withinMs: number): Promise<void> {
    const giveUpAt = performance.now() + withinMs;
    const hasSeen = (follower: Follower) => follower.seen.length >= (versions.get(follower.draftId) ?? 0);
    while (![...this.followers.values()].every(hasSeen) && performance.now() < giveUpAt)
      await sleep(LOOK_AGAIN_MS);
    this.close();
    this.#leaving.abort();
    await Promise.all(this.#playing);
  }

  async #open(random: Random): Promise<void> {
    const { league } = this.#options;
    const { signal } = this.#closing;
    const localAddress = this.#options.localAddressOf?.(this.#begun);
    this.#begun += 1;
    const asking = (userId: string): Asking => ({
      ...{ urls: this.#options.urls, token: this.#tokens.get(userId) ?? '' },
      ...{ random, signal, localAddress },
    });
    const draft = await openOne(league, asking(league.commissioner.userId));
    const follower = new Follower(draft.draftId, this.#options.urls, random, localAddress);
    this.drafts.push(draft);
    this.followers.set(draft.draftId, follower);
    const taken = new Set<number>();
    const hear = (event: DraftEvent) => {
      if (event.kind === 'PICKED') taken.add(event.data.playerId);
      const wish = this.#wishFor(draft, event, taken, random);
      if (wish) this.#playing.push(this.#act(wish, draft.secondsPerPick, asking(wish.userId)));
    };
    const playing = follower.follow(this.#leaving.signal, hear).then(async () => {
      if (!this.#closing.signal.aborted) await this.#open(random);
    });
    this.#playing.push(playing);
  }

  /** The pick that a person makes because of an event; null where it puts nobody on the clock who picks. */
  #wishFor(
    { draftId, users }: PlayedDraft,
    event: DraftEvent,
    taken: ReadonlySet<number>,
    random: Random,
  ): Wish | null {
    const turn = turnOf(event);
    const userId = turn ? users.get(turn.teamId) : undefined;
    if (!turn || userId === undefined) return null;
    const free = this.#options.league.players.filter((id) => !taken.has(id)).slice(0, TASTE);
    const playerId = oneOf(random, free);
    return playerId === undefined ? null : { draftId, pickNumber: turn.pickNumber, playerId, userId };
  }

  async #act(wish: Wish, secondsPerPick: number, asking: Asking): Promise<void> {
    const { signal, random } = asking;
    const seconds = Math.min(LONGEST_THOUGHT_SECONDS, between(random, FASTEST, SLOWEST) * secondsPerPick);
    await sleep(seconds * 1_000, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const { draftId, pickNumber, playerId } = wish;
    const at = Date.now();
    const startedAt = performance.now();
    const answer = await ask(MAKE_PICK, { draftId, pickNumber, playerId }, asking);
    this.answers.push({ ...answer, wish, at, ms: performance.now() - startedAt });
  }
}

/** The pick that an event put on the clock, and whose it is. */
function turnOf(event: DraftEvent): { teamId: string; pickNumber: number } | null {
  switch (event.kind) {
    case 'OPENED':
    case 'RESUMED':
    case 'TIME_RETURNED':
      return event.data;
    case 'PICKED': {
      const { nextTeamId, nextPickNumber } = event.data;
      return nextTeamId === null || nextPickNumber === null
        ? null
        : { teamId: nextTeamId, pickNumber: nextPickNumber };
    }
    default:
      return null;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { mintToken } from '../../src/api/identity/own_tokens.ts';
import type { DraftEvent } from '../../src/draft/events.ts';
import { openOne, type PlayedDraft } from './drafts.ts';
import { Follower } from './follower.ts';
import { type Asking, ask } from './graphql.ts';
import type { League } from './leagues.ts';
import { changeManagers } from './people/change_managers.ts';
import type { Habit, Place } from './people/habit.ts';
import { Notes } from './people/notes.ts';
import { oneOf, type Random, randomFrom, seedFrom } from './random.ts';

const TOKEN_SECONDS = 24 * 60 * 60;
const LOOK_AGAIN_MS = 50;
const OPENED_AT_ONCE = 4;

/** Who plays, and where their servers are. */
export interface CrowdOptions {
  readonly leagues: readonly League[];
  readonly urls: readonly string[];
  readonly secret: string;
  readonly random: Random;
  readonly habits: readonly Habit[];
  /** Whether teams are given to other managers now and then; default: no. */
  readonly managersChange?: boolean;
  /** The address of this machine that those around the nth draft have; default: the system's choice. */
  readonly localAddressOf?: (draft: number) => string;
}

/** Everybody who plays: so many drafts at once, each followed by somebody, each with managers who pick. */
export class Crowd {
  readonly drafts: PlayedDraft[] = [];
  readonly followers = new Map<string, Follower>();
  readonly notes = new Notes();
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
    const people = options.leagues.flatMap(({ commissioner, seats, substitutes }) => [
      ...[commissioner, ...substitutes],
      ...seats.map(({ manager }) => manager),
    ]);
    for (const { userId } of people) {
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
    if (options.managersChange) for (const league of options.leagues) crowd.#changeManagers(league);
    return crowd;
  }

  /** How many picks were seen by those who follow. */
  get picks(): number {
    let picks = 0;
    for (const { seen } of this.followers.values())
      for (const { kind } of seen) if (kind === 'PICKED') picks += 1;
    return picks;
  }

  /** From now on no person sends a request, and no draft is opened in the place of one that ended. */
  close(): void {
    this.#closing.abort();
  }

  /** Waits until each follower has seen its draft up to that version, at most so long; then all disconnect. */
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
    const { leagues, urls, habits, localAddressOf } = this.#options;
    const league = oneOf(random, leagues);
    if (!league) throw new Error('Nobody drafts without a league');
    const localAddress = localAddressOf?.(this.#begun);
    this.#begun += 1;
    const draft = await openOne(league, this.#asking(league.commissioner.userId, random, localAddress));
    const follower = new Follower(draft.draftId, urls, random, localAddress);
    this.drafts.push(draft);
    this.followers.set(draft.draftId, follower);
    const over = new AbortController();
    const taken = new Set<number>();
    const place = this.#placeOf({ draft, taken, localAddress }, over.signal, randomFrom(seedFrom(random)));
    const hear = (event: DraftEvent) => {
      noteTaken(taken, event);
      for (const habit of habits) if (habit.hears) this.#playing.push(habit.hears(event, place));
    };
    const playing = follower.follow(this.#leaving.signal, hear).then(async () => {
      over.abort();
      if (!this.#closing.signal.aborted) await this.#open(random);
    });
    this.#playing.push(playing);
    for (const habit of habits) if (habit.does) this.#playing.push(habit.does(place));
  }

  #placeOf(
    { localAddress, ...known }: Pick<Place, 'draft' | 'taken'> & { localAddress: string | undefined },
    over: AbortSignal,
    random: Random,
  ): Place {
    return {
      ...{ ...known, random, notes: this.notes },
      signal: AbortSignal.any([over, this.#closing.signal]),
      ask: (userId, query, variables) => ask(query, variables, this.#asking(userId, random, localAddress)),
    };
  }

  #changeManagers(league: League): void {
    const random = randomFrom(seedFrom(this.#options.random));
    const changing = changeManagers({
      ...{ league, random, notes: this.notes, signal: this.#closing.signal },
      ask: (userId, query, variables) => ask(query, variables, this.#asking(userId, random)),
    });
    this.#playing.push(changing);
  }

  #asking(userId: string, random: Random, localAddress?: string): Asking {
    const { signal } = this.#closing;
    const token = this.#tokens.get(userId) ?? '';
    return { urls: this.#options.urls, token, random, signal, localAddress };
  }
}

/** Keeps who is drafted, by the events. */
function noteTaken(taken: Set<number>, event: DraftEvent): void {
  if (event.kind === 'PICKED') taken.add(event.data.playerId);
  if (event.kind === 'PICK_CORRECTED') {
    taken.delete(event.data.formerPlayerId);
    taken.add(event.data.playerId);
  }
  if (event.kind !== 'ROLLED_BACK') return;
  for (const { playerId } of event.data.undone) if (playerId !== null) taken.delete(playerId);
}

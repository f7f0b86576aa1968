import { randomUUID } from 'node:crypto';
import { type Actor, type Credential, NO_CREDENTIAL } from '../database/actor.ts';
import { type Company, exchangeCompany } from '../database/company.ts';
import { visibleDrafts, type Watching } from '../database/events.ts';
import type { Queryable } from '../database/queryable.ts';
import { DraftError } from '../draft/errors.ts';
import type { Log } from '../telemetry/log.ts';
import { checkWatchers, type Proven, type Watcher } from './check_watchers.ts';
import type { Hub } from './hub.ts';
import { Newest } from './newest.ts';
import { OpenStreams, type StreamLimits } from './open_streams.ts';
import { whenGone } from './when_gone.ts';

/** Who is in a room is told anew so often, and besides when somebody comes or gives a sign. */
const BEAT_MS = 2_000;
/**
 * How many times as long as a look took the next one is put off, up to {@link BEAT_MS}. Each is about all who are in any room: whoever came and
 * went all the time had everybody looked for again and again.
 */
const REST = 20;
/** Who asks for a room's company follows its draft within this time; whoever only does not any more is told no more after it. */
const FOLLOWS_WITHIN_MS = 10_000;

export interface RoomsOptions extends StreamLimits {
  /** Where company is told and read. */
  readonly db: () => Queryable;
  readonly hub: () => Pick<Hub, 'present'>;
  readonly log: Log;
}

/** Somebody in a room, who is told who else is there. */
interface Guest extends Watcher {
  readonly newest: Newest<Company>;
  /** When they were last seen to follow the draft, by `performance.now()`. */
  seenAt: number;
}

/**
 * Who is in the rooms of drafts: the people whose streams of its events are open, in whatever process. Each process tells the database
 * every few seconds, in one statement for all of its rooms, and is told of the others; guests are told what changed. Nothing of it is
 * an event, and without guests nothing happens at all.
 */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #process = randomUUID();
  readonly #guests = new Set<Guest>();
  readonly #streams: OpenStreams;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> | null = null;
  #resting: NodeJS.Timeout | undefined;
  /** Whether somebody asked to look during the last look, or the rest behind it. */
  #isAsked = false;
  #isRechecking = false;
  /** Whether the database knows of anybody who is here. */
  #hasTold = false;

  constructor(options: RoomsOptions) {
    this.#options = options;
    this.#streams = new OpenStreams(options);
  }

  /**
   * Who is in the room of a draft, now and after each change, as long as who asks follows its events; a slow reader gets the newest.
   * Throws a DraftError (DRAFT_NOT_FOUND) where they may not watch it, and a ServiceError (TOO_MANY_CONNECTIONS) where they are told of too
   * many rooms already. It ends with the first, or with TOKEN_INVALID, where their events do, and when `gone` is aborted.
   */
  async enter(
    draftId: string,
    actor: Actor,
    address?: string,
    credential: Credential = NO_CREDENTIAL,
    gone?: AbortSignal,
  ): Promise<AsyncIterableIterator<Company>> {
    const [visible] = await visibleDrafts(this.#options.db(), [{ draftId, actor }]);
    if (!visible) throw new DraftError('DRAFT_NOT_FOUND');
    const close = this.#streams.open(actor, address);
    const newest = new Newest<Company>(() => {
      hearNoMore();
      close();
      this.#leave(guest);
    });
    const guest: Guest = {
      ...{ draftId, actor, credential, newest, seenAt: performance.now() },
      fail: (error) => newest.fail(error),
    };
    this.#guests.add(guest);
    this.#timer ??= setInterval(() => this.look(), BEAT_MS);
    this.look();
    const hearNoMore = whenGone(gone, () => void newest.return());
    return newest;
  }

  /** Asks who is where, at once or after a rest: somebody came, or gave a sign. */
  look(): void {
    if (this.#beating || this.#resting) {
      this.#isAsked = true;
      return;
    }
    const startedAt = performance.now();
    this.#beating = this.#beat()
      .catch((error: unknown) =>
        this.#options.log.debug({ err: error }, 'Cannot tell who is in which room; again soon'),
      )
      .finally(() => {
        this.#beating = null;
        this.#rest((performance.now() - startedAt) * REST);
      });
  }

  #rest(ms: number): void {
    this.#resting = setTimeout(
      () => {
        this.#resting = undefined;
        if (!this.#isAsked) return;
        this.#isAsked = false;
        this.look();
      },
      Math.min(ms, BEAT_MS),
    ).unref();
  }

  /** Asks at once who may be told of their room: somebody may not follow a draft any more. */
  recheck(): void {
    if (this.#isRechecking || this.#guests.size === 0) return;
    this.#isRechecking = true;
    // Once for all who are refused together.
    queueMicrotask(() => {
      this.#isRechecking = false;
      this.#endStrangers().catch((error: unknown) =>
        this.#options.log.debug({ err: error }, 'Cannot check who may be told of rooms; again soon'),
      );
    });
  }

  /** Ends what guests are told. */
  async stop(): Promise<void> {
    for (const { newest } of this.#guests) await newest.return();
    await this.#beating;
    clearTimeout(this.#resting);
    // What it has told goes with it; else it would be believed for some seconds more.
    if (this.#hasTold) await this.#beat().catch(() => undefined);
  }

  #leave(guest: Guest): void {
    this.#guests.delete(guest);
    if (this.#guests.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.look();
  }

  async #beat(): Promise<void> {
    await this.#endStrangers();
    const following = this.#options.hub().present();
    const rooms = new Set([...this.#guests].map(({ draftId }) => draftId));
    if (rooms.size === 0 && !this.#hasTold) return;
    this.#hasTold = rooms.size > 0;
    const present = following
      .filter(({ draftId }) => rooms.has(draftId))
      .map(({ draftId, actor }) => ({ draftId, userId: userOf(actor) }));
    const companies = new Map(
      (await exchangeCompany(this.#options.db(), this.#process, present)).map((company) => [
        company.draftId,
        company,
      ]),
    );
    for (const { draftId, newest } of this.#guests) {
      const company = companies.get(draftId);
      if (company) newest.tell(company);
    }
  }

  /**
   * Ends guests with an error who may watch the draft no longer or signed out, and after a time whoever does not follow it any more. Those
   * who follow it with the same proof of who they are have been checked with their events.
   */
  async #endStrangers(): Promise<void> {
    const present = this.#options.hub().present();
    const [following, checked] = [new Set(present.map(keyOf)), new Set(present.map(proofOf))];
    const now = performance.now();
    const unchecked: Guest[] = [];
    for (const guest of this.#guests) {
      if (following.has(keyOf(guest))) guest.seenAt = now;
      if (now - guest.seenAt > FOLLOWS_WITHIN_MS) await guest.newest.return();
      else if (!checked.has(proofOf(guest))) unchecked.push(guest);
    }
    if (unchecked.length > 0) await checkWatchers(this.#options.db(), unchecked);
  }
}

function userOf(actor: Actor): string | null {
  return actor.kind === 'CLOCK' ? null : actor.userId;
}

function keyOf({ draftId, actor }: Watching): string {
  return `${draftId} ${userOf(actor)}`;
}

function proofOf(watching: Proven): string {
  const { session, validUntil } = watching.credential;
  return `${keyOf(watching)} ${session?.toString('hex')} ${validUntil?.getTime()}`;
}

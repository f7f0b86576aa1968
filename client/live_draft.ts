import type { DraftClient, PlayerPage, PoolPlayer, RoomAnswer } from './draft_client.ts';
import { DraftClientError, isPassing } from './errors.ts';
import { foldEvent } from './fold.ts';
import type { Company, FollowedEvent } from './follow.ts';
import { type LiveState, type RoomSheet, stateOf } from './live_state.ts';
import type { DraftRoomQuery } from './operations.generated.ts';
import { Pauses } from './pauses.ts';
import { PlayerNews } from './player_news.ts';

/** A pick that was sent and whose event has not come: shown over its cell, never part of the state. */
export interface SentPick {
  readonly pickNumber: number;
  readonly playerId: string;
}

/** What a room begins with, asked for before there is a room. */
export interface EarlyRoom {
  readonly room: Promise<RoomAnswer>;
  readonly players: Promise<PlayerPage>;
}

/** How a player is drafted. */
export interface PickOptions {
  readonly waiveRoster?: boolean;
  /** The pick: the one on the clock, unless told; another is one that was passed over and is made up. */
  readonly pickNumber?: number | null | undefined;
}

/** Everything that a room shows of a draft; a new object whenever something changed. */
export interface LiveView {
  readonly phase: 'loading' | 'ready' | 'refused';
  /** Why the service refuses, where it does. */
  readonly error: DraftClientError | null;
  /** What does not change while a draft goes on: league, settings, names. */
  readonly sheet: RoomSheet | null;
  readonly me: DraftRoomQuery['me'];
  readonly state: LiveState | null;
  /**
   * Events before those that were followed, and those, in order; empty until they were read. Of a draft with very many the last ones: a
   * page that is open for days keeps no more.
   */
  readonly events: readonly FollowedEvent[];
  readonly players: ReadonlyMap<string, PoolPlayer>;
  readonly hasAllPlayers: boolean;
  readonly sent: SentPick | null;
  /** Whether events come as they happen; else since when they do not, by `performance.now()`. */
  readonly isLive: boolean;
  readonly cutSince: number | null;
  /** Who is in the room; null while that is not known. */
  readonly company: Company | null;
}

/** So many events are kept at least, and those beyond twice as many thrown away. */
const EVENTS_KEPT = 1_000;
const LOOK_AT_CLOCK_MS = 1_000;
const READ_CLOCK_AGAIN_MS = 5 * 60_000;

/** Events after which names, or who drafts for whom, are read anew. */
const CHANGE_NAMES: ReadonlySet<string> = new Set([
  ...['DraftManagerChanged', 'DraftTeamRenamed', 'DraftRenamed', 'DraftWordGiven'],
]);
/** Events after which a draft that has not opened is read anew. */
const CHANGE_BOARD: ReadonlySet<string> = new Set([
  ...['DraftSettingsChanged', 'DraftSlotsReordered', 'DraftOrderDrawn'],
]);

const NOTHING: LiveView = {
  ...{ phase: 'loading', error: null, sheet: null, me: null, state: null, events: [] },
  ...{ players: new Map(), hasAllPlayers: false, sent: null, isLive: false, cutSince: null, company: null },
};

/**
 * A draft kept up to date: read once, then folded event by event, read again where events are missing. It is what a view needs of
 * the service: {@link subscribe} and {@link view}.
 */
export class LiveDraft {
  readonly client: DraftClient;
  readonly draftId: string;
  #view: LiveView = NOTHING;
  readonly #listeners = new Set<() => void>();
  readonly #hearers = new Set<(event: FollowedEvent, state: LiveState) => void>();
  #ending = new AbortController();
  #doubt: () => void = () => undefined;
  #looking: ReturnType<typeof setInterval> | undefined;
  #clockReadAt = 0;
  #isReadingClock = false;
  readonly #news: PlayerNews;

  /** The answers to the first reading, where they were asked for already. */
  #early: EarlyRoom | undefined;

  constructor(client: DraftClient, draftId: string, early?: EarlyRoom) {
    this.client = client;
    this.draftId = draftId;
    this.#early = early;
    this.#news = new PlayerNews(client, draftId);
  }

  /** What is known now. */
  readonly view = (): LiveView => this.#view;

  /** Calls back after each change; answers how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Calls back for each event as it comes, once it is folded; not for those of the past. */
  onEvent(hear: (event: FollowedEvent, state: LiveState) => void): () => void {
    this.#hearers.add(hear);
    return () => void this.#hearers.delete(hear);
  }

  /** Reads the draft and follows it until {@link stop}. */
  start(): void {
    this.#ending = new AbortController();
    this.#looking = setInterval(() => this.#lookAtClock(), LOOK_AT_CLOCK_MS);
    void this.#keep(this.#ending.signal);
  }

  stop(): void {
    clearInterval(this.#looking);
    this.#ending.abort();
  }

  /** The page was hidden, or the machine asleep: nothing that was known of the time or the connection is trusted. */
  wake(): void {
    this.client.clock.forget();
    this.#lookAtClock();
    this.#doubt();
  }

  /** Reads names, and who drafts for whom, anew: those of events, and of what no event tells, such as a person's own name. */
  async readNames(): Promise<void> {
    try {
      const { draft, me } = await this.client.room(this.draftId);
      const { state } = this.#view;
      const managers = new Map(draft.slots.nodes.map(({ team }) => [team?.id, team?.managerId ?? null]));
      const teams = state?.teams.map((team) => ({ ...team, managerId: managers.get(team.id) ?? null })) ?? [];
      this.#change({ sheet: draft, me, state: state && { ...state, teams } });
    } catch {
      // The old names stay until the draft is read again.
    }
  }

  /**
   * Drafts a player with the pick that is on the clock. Shown at once, and taken back where the service refuses: it throws what the
   * service says.
   */
  async pick(
    playerId: string,
    { pickNumber = this.#view.state?.currentPick, ...options }: PickOptions = {},
  ): Promise<void> {
    // A pick under way is not sent twice by a double click.
    if (pickNumber == null || this.#view.sent !== null) return;
    this.#change({ sent: { pickNumber, playerId } });
    try {
      await this.client.makePick(this.draftId, pickNumber, playerId, options);
    } catch (error) {
      this.#change({ sent: null });
      throw error;
    }
    // Where the stream is cut, the cell stays as sent until the event comes.
    if ((this.#view.state?.cells[pickNumber - 1]?.playerId ?? null) !== null) this.#change({ sent: null });
  }

  async #keep(signal: AbortSignal): Promise<void> {
    const pauses = new Pauses();
    while (!signal.aborted) {
      try {
        await this.#read(signal);
        if (await this.#follow(signal)) return;
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof DraftClientError && !isPassing(error)) {
          this.#change({ phase: 'refused', error, isLive: false });
          return;
        }
        this.#cut();
      }
      await pauses.wait(signal);
    }
  }

  async #read(signal: AbortSignal): Promise<void> {
    const early = this.#early;
    this.#early = undefined;
    const { draft, me } = await (early?.room ?? this.client.room(this.draftId));
    this.#clockReadAt = performance.now();
    const players = new Map(this.#view.players);
    // What is there already is shown with the board, and not with another drawing of the room right after it.
    const first = (await soFar(early?.players))?.nodes ?? [];
    if (signal.aborted) return;
    for (const player of first) players.set(player.id, player);
    for (const { player } of draft.board) if (player) players.set(player.id, player);
    // What is shown of the past stays until the whole of it was read; what came after this version is no part of it any more.
    const events = this.#view.events.filter(({ version }) => version <= draft.version);
    this.#change({ phase: 'ready', error: null, sheet: draft, me, state: stateOf(draft), players, events });
    void this.#readTheRest(draft.version, draft.pool?.statusVersion ?? 0, early?.players, signal);
  }

  /** The log and the pool: nobody waits for them to see the board. */
  async #readTheRest(
    version: number,
    poolVersion: number,
    early: Promise<PlayerPage> | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      if (!this.#view.hasAllPlayers) {
        const onFirst = (first: readonly PoolPlayer[]) => {
          const { players } = this.#view;
          const isNew = first.some(({ id }) => !players.has(id));
          if (isNew && !signal.aborted) this.#change({ players: new Map([...players, ...byId(first)]) });
        };
        const all = await this.client.allPlayers(this.draftId, onFirst, early);
        if (signal.aborted) return;
        this.#change({ players: byId(all), hasAllPlayers: true });
        this.#news.knownAt(poolVersion);
      }
      void this.#readNews(poolVersion);
      const past = await this.client.history(this.draftId, Math.max(0, version - EVENTS_KEPT));
      if (signal.aborted) return;
      // What is newer than the draft that was read is told by the stream as well, now or soon: each event is kept once.
      const before = past.filter((event) => event.version <= version);
      const later = this.#view.events.filter((event) => event.version > version);
      this.#change({ events: lastOf([...before, ...later]) });
    } catch {
      // The next reading of the draft tries again; board and clock work without.
    }
  }

  /** True: the draft was cancelled, and there is nothing to follow any more. False: it has to be read again. */
  async #follow(signal: AbortSignal): Promise<boolean> {
    const after = this.#view.state?.version ?? 0;
    if (isCancelled(this.#view.state)) {
      this.#change({ isLive: true, cutSince: null });
      return true;
    }
    const events = this.client.follow(this.draftId, after, {
      signal,
      // A rollback may reopen it.
      staysWhenCompleted: true,
      onCut: () => this.#cut(),
      onLive: () => this.#change({ isLive: true, cutSince: null }),
      onDoubt: (doubt) => {
        this.#doubt = doubt;
      },
      onCompany: (company) => {
        this.#change({ company });
        void this.#readNews(company.poolVersion);
      },
    });
    for await (const event of events) {
      if (!this.#take(event)) return false;
    }
    return isCancelled(this.#view.state);
  }

  /** False: the draft has to be read again, since events are missing before this one, or it changes what no event tells. */
  #take(event: FollowedEvent): boolean {
    const { state: before, sent, events } = this.#view;
    const state = before && foldEvent(before, event);
    if (!state) return false;
    // It came, or somebody else was faster.
    const isArrived = sent !== null && isDone(state, sent.pickNumber);
    this.#change({ state, events: lastOf([...events, event]), sent: isArrived ? null : sent });
    for (const hear of this.#hearers) hear(event, state);
    // The board that a draft will have is not in its events before it opens.
    if (state.state === 'SCHEDULED' && CHANGE_BOARD.has(event.__typename)) return false;
    // Of a draft that is over nothing tells who got a team.
    const isReopened = event.__typename === 'DraftRolledBack' && before.state === 'COMPLETED';
    const isAboutWatchers =
      event.__typename === 'DraftSettingsChanged' && event.changed.includes('visibility');
    if (CHANGE_NAMES.has(event.__typename) || isReopened || isAboutWatchers) void this.readNames();
    return true;
  }

  /** The pool has that version: what is new of its players. */
  async #readNews(poolVersion: number): Promise<void> {
    const changed = await this.#news.upTo(poolVersion);
    if (changed.length === 0) return;
    const players = new Map(this.#view.players);
    for (const player of changed) players.set(player.id, player);
    this.#change({ players });
  }

  #cut(): void {
    this.#change({
      isLive: false,
      cutSince: this.#view.cutSince ?? performance.now(),
      company: null,
    });
  }

  #lookAtClock(): void {
    const { clock } = this.client;
    const isOld = performance.now() - this.#clockReadAt > READ_CLOCK_AGAIN_MS;
    if (this.#isReadingClock || this.#view.phase !== 'ready' || !(clock.isUncertain || isOld)) return;
    this.#isReadingClock = true;
    const asked = this.client.readClock();
    void asked
      .then(() => {
        this.#clockReadAt = performance.now();
      })
      .catch(() => undefined)
      .finally(() => {
        this.#isReadingClock = false;
      });
  }

  #change(change: Partial<LiveView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** Cut now and then, and not at each event. */
function lastOf(events: readonly FollowedEvent[]): readonly FollowedEvent[] {
  return events.length > 2 * EVENTS_KEPT ? events.slice(-EVENTS_KEPT) : events;
}

/** What a promise has answered by now; null where it has not, or has failed. */
function soFar<T>(promise: Promise<T> | undefined): Promise<T | null> {
  return Promise.race([promise ?? null, null]).catch(() => null);
}

function byId(players: readonly PoolPlayer[]): Map<string, PoolPlayer> {
  return new Map(players.map((player) => [player.id, player]));
}

function isDone({ cells }: LiveState, pickNumber: number): boolean {
  const cell = cells[pickNumber - 1];
  return cell !== undefined && cell.playerId !== null;
}

function isCancelled(state: LiveState | null): boolean {
  return state?.state === 'CANCELLED';
}

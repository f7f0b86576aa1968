import { BoardDeeds } from './board_deeds.ts';
import { DatabaseClock } from './countdown.ts';
import { type AnsweredError, DraftClientError, isPassing, refusalOf } from './errors.ts';
import { type FactsEvent, type FollowedEvent, type FollowOptions, follow } from './follow.ts';
import type { RoomSheet } from './live_state.ts';
import {
  AddTimeDocument,
  AddToQueueDocument,
  BestPlayersDocument,
  type BestPlayersQuery,
  ChangeDraftSettingsDocument,
  DatabaseTimeDocument,
  DeleteRankingDocument,
  DraftEventsDocument,
  DraftFactsDocument,
  DraftHistoryDocument,
  DraftPlayerNewsDocument,
  DraftPlayersDocument,
  type DraftPlayersQuery,
  DraftRoomDocument,
  type DraftRoomQuery,
  type DraftSettingsChangeInput,
  DraftSheetDocument,
  type DraftSheetQuery,
  FindPlayersDocument,
  MakePickDocument,
  type MakePickMutation,
  MoveInQueueDocument,
  MyRankingsDocument,
  PauseDraftDocument,
  PlayerByIdDocument,
  QueueDocument,
  type RankingLineFragment,
  ReactDocument,
  type ReactionSign,
  RemoveFromQueueDocument,
  ResetClockDocument,
  ResumeDraftDocument,
  SetAutopilotDocument,
  SetQueueDocument,
  SetRankingDocument,
  SetStrategyDocument,
  SkipPickDocument,
  StrategiesDocument,
  type StrategiesQuery,
  SuggestPicksDocument,
  type SuggestPicksQuery,
  TeamStrategyDocument,
  type TeamStrategyQuery,
  type TypedDocumentString,
} from './operations.generated.ts';
import { Pauses } from './pauses.ts';

/** A draft as it was read at once: its state, its teams in draft order, its board. */
export type DraftSheet = NonNullable<DraftSheetQuery['draft']>;
/** A player as lists show them. */
export type PlayerLine = NonNullable<BestPlayersQuery['draft']>['players']['nodes'][number];
/** Some of the players of a pool, the best first. */
export type PlayerPage = NonNullable<DraftPlayersQuery['draft']>['players'];
/** A player of a pool, with what a table of players shows. */
export type PoolPlayer = PlayerPage['nodes'][number];
/** A strategy that a team has set, with its options. */
export type TeamStrategy = NonNullable<TeamStrategyQuery['draft']>['teamStrategies']['nodes'][number];
/** The id of a player: a text in answers; a number, as events over HTTP have it, does as well. */
export type PlayerId = string | number;
/** A draft with its league, its teams and its board, and who asked for it. */
export interface RoomAnswer {
  readonly draft: RoomSheet;
  readonly me: DraftRoomQuery['me'];
}
/** The answer to a pick. */
export type MadePick = NonNullable<MakePickMutation['makePick']>;

export interface DraftClientOptions {
  /** Where the service answers, such as http://127.0.0.1:5678. */
  readonly url: string;
  /** Who asks. Without one a browser sends its session's cookie; programs can watch public drafts only. */
  readonly token?: string;
  /** For how long a request is repeated while no answer comes, in ms. */
  readonly patienceMs?: number;
  /** Hears each time why a request is repeated. */
  readonly onRepeat?: (reason: unknown) => void;
}

/** Players that one question answers; the first one is for whoever looks at the top of the list meanwhile. */
const [FIRST_PLAYERS, PLAYERS_PAGE] = [100, 500];
const PATIENCE_MS = 30_000;
/** Without an answer for so long, the request is aborted and sent again. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * The service, for a program that drafts. Each method asks again while the network or a server fails, and throws a
 * {@link DraftClientError} when the service refuses. Repeating does no harm: a pick names its number, and a queue, a place in
 * it and an autopilot are set to what they are to be.
 */
export class DraftClient {
  /** What the database's clock says; better with each {@link sheet}. */
  readonly clock = new DatabaseClock();
  /** What a commissioner mends on a board. */
  readonly board = new BoardDeeds(this);
  readonly #url: string;
  readonly #token: string | undefined;
  readonly #patienceMs: number;
  readonly #onRepeat: ((reason: unknown) => void) | undefined;

  constructor({ url, token, patienceMs = PATIENCE_MS, onRepeat }: DraftClientOptions) {
    this.#url = url.replace(/\/$/, '');
    this.#token = token;
    this.#patienceMs = patienceMs;
    this.#onRepeat = onRepeat;
  }

  /** The draft as it is now. Throws DRAFT_NOT_FOUND where there is none for who asks. */
  async sheet(draftId: string): Promise<DraftSheet> {
    const askedAt = performance.now();
    const { databaseTime, draft } = await this.ask(DraftSheetDocument, { draftId });
    this.clock.read(databaseTime, askedAt, performance.now());
    return found(draft, draftId);
  }

  /** The best players nobody has drafted, the best first; of one position where one is named. */
  async bestPlayers(draftId: string, first: number, position?: string): Promise<PlayerLine[]> {
    const { draft } = await this.ask(BestPlayersDocument, { draftId, first, position });
    return found(draft, draftId).players.nodes;
  }

  /** Players nobody has drafted whose name contains the text, in upper or lower case, the best first. */
  async findPlayers(draftId: string, search: string, first: number): Promise<PlayerLine[]> {
    const { draft } = await this.ask(FindPlayersDocument, { draftId, search, first });
    return found(draft, draftId).players.nodes;
  }

  /** The player of that id; null where there is none. */
  async player(id: PlayerId): Promise<PlayerLine | null> {
    const { player } = await this.ask(PlayerByIdDocument, { id });
    return player;
  }

  /** A team's queue, the dearest first; empty for everybody but its manager. */
  async queue(draftId: string, teamId: string): Promise<PlayerLine[]> {
    const { draft } = await this.ask(QueueDocument, { draftId, teamId });
    return found(draft, draftId).queueEntries.nodes.flatMap(({ player }) => player ?? []);
  }

  /**
   * Drafts a player with the pick of that number. `repeated` says that the same had been asked for before. `waiveRoster`: takes a
   * player who fits no seat, where no free player fits. `note`: what everybody reads with it. Both are for the commissioner.
   */
  async makePick(
    draftId: string,
    pickNumber: number,
    playerId: PlayerId,
    {
      waiveRoster = false,
      note = null,
    }: { readonly waiveRoster?: boolean; readonly note?: string | null } = {},
  ): Promise<MadePick> {
    const asked = { draftId, pickNumber, playerId, waiveRoster, note };
    const { makePick } = await this.ask(MakePickDocument, asked);
    return found(makePick, draftId);
  }

  /** Replaces a team's queue, the dearest first. For its manager. */
  async setQueue(draftId: string, teamId: string, playerIds: PlayerId[]): Promise<void> {
    await this.ask(SetQueueDocument, { draftId, teamId, playerIds });
  }

  /**
   * Puts a player on a team's queue, at a place from 1 or at its end. Who is on it already moves there, or stays where they
   * are. Answers the list. For its manager.
   */
  async addToQueue(draftId: string, teamId: string, playerId: PlayerId, place?: number): Promise<PlayerId[]> {
    const { addToQueue } = await this.ask(AddToQueueDocument, { draftId, teamId, playerId, place });
    return found(addToQueue, draftId).playerIds;
  }

  /** Moves a player of a team's queue to another place, from 1. Answers the list. For its manager. */
  async moveInQueue(draftId: string, teamId: string, playerId: PlayerId, place: number): Promise<PlayerId[]> {
    const { moveInQueue } = await this.ask(MoveInQueueDocument, { draftId, teamId, playerId, place });
    return found(moveInQueue, draftId).playerIds;
  }

  /** Takes a player off a team's queue. Answers the list. For its manager. */
  async removeFromQueue(draftId: string, teamId: string, playerId: PlayerId): Promise<PlayerId[]> {
    const { removeFromQueue } = await this.ask(RemoveFromQueueDocument, { draftId, teamId, playerId });
    return found(removeFromQueue, draftId).playerIds;
  }

  /** One's own rankings, the oldest first. */
  async rankings(): Promise<readonly RankingLineFragment[]> {
    const { me } = await this.ask(MyRankingsDocument, {});
    return me?.rankings ?? [];
  }

  /** Writes a ranking of one's own, new or in place of that of the name in the pool; players, the most wanted first. Answers its id. */
  async setRanking(poolId: string, name: string, playerIds: PlayerId[]): Promise<string> {
    const { setRanking } = await this.ask(SetRankingDocument, { poolId, name, playerIds });
    return setRanking?.ranking?.id ?? '';
  }

  /** Removes a ranking of one's own. */
  async deleteRanking(rankingId: string): Promise<void> {
    await this.ask(DeleteRankingDocument, { rankingId }, { once: true });
  }

  /** Reads the database's clock once more, for {@link clock}. */
  async readClock(): Promise<void> {
    const askedAt = performance.now();
    const { databaseTime } = await this.ask(DatabaseTimeDocument, {});
    this.clock.read(databaseTime, askedAt, performance.now());
  }

  /** The draft with its league, its teams and its board, and who asks: what a room shows. Throws DRAFT_NOT_FOUND. */
  async room(draftId: string): Promise<RoomAnswer> {
    const askedAt = performance.now();
    const { databaseTime, draft, me } = await this.ask(DraftRoomDocument, { draftId });
    this.clock.read(databaseTime, askedAt, performance.now());
    return { draft: found(draft, draftId), me };
  }

  /** The best players of a draft's pool, drafted or not. */
  firstPlayers(draftId: string): Promise<PlayerPage> {
    return this.#playerPage(draftId, FIRST_PLAYERS, null);
  }

  /**
   * All players of a draft's pool, drafted or not, the best first. `onFirst`: called with the best as soon as they are there; `early`: those,
   * where they were asked for already.
   */
  async allPlayers(
    draftId: string,
    onFirst: (players: readonly PoolPlayer[]) => void = () => undefined,
    early?: Promise<PlayerPage>,
  ): Promise<PoolPlayer[]> {
    let page = await (early ?? this.firstPlayers(draftId));
    const players = [...page.nodes];
    if (page.pageInfo.hasNextPage) onFirst(page.nodes);
    while (page.pageInfo.hasNextPage && page.nodes.length > 0) {
      page = await this.#playerPage(draftId, PLAYERS_PAGE, page.pageInfo.endCursor);
      players.push(...page.nodes);
    }
    return players;
  }

  async #playerPage(draftId: string, first: number, after: string | null): Promise<PlayerPage> {
    const { draft } = await this.ask(DraftPlayersDocument, { draftId, first, after });
    return found(draft, draftId).players;
  }

  /** The players of a draft's pool of whom something is new since a version of it, and the version now. */
  async playerNews(
    draftId: string,
    sinceVersion: number,
  ): Promise<{ readonly version: number; readonly players: readonly PoolPlayer[] }> {
    const { draft } = await this.ask(DraftPlayerNewsDocument, { draftId, sinceVersion });
    const { pool, playerNews } = found(draft, draftId);
    const players = playerNews.pageInfo.hasNextPage
      ? await this.allPlayers(draftId)
      : playerNews.nodes.flatMap(({ player }) => player ?? []);
    return { version: pool?.statusVersion ?? sinceVersion, players };
  }

  /** What happened to a draft after the event of that number, up to now. */
  async history(draftId: string, after: number): Promise<FollowedEvent[]> {
    const events: FollowedEvent[] = [];
    for (;;) {
      const { draft } = await this.ask(DraftHistoryDocument, {
        draftId,
        after: events.at(-1)?.version ?? after,
      });
      const { version, events: page } = found(draft, draftId);
      events.push(...page);
      // Fewer than were asked for may be all, or large.
      const last = page.at(-1)?.version ?? version;
      if (last >= version) return events;
    }
  }

  /** How auto-picks can be chosen: names, and the schema of their options. */
  async strategies(): Promise<StrategiesQuery['strategies']> {
    return (await this.ask(StrategiesDocument, {})).strategies;
  }

  /** The strategy of one's own team; null where it has the league's. */
  async teamStrategy(draftId: string, teamId: string): Promise<TeamStrategy | null> {
    const { draft } = await this.ask(TeamStrategyDocument, { draftId, teamId });
    return found(draft, draftId).teamStrategies.nodes[0] ?? null;
  }

  /** Sets how auto-picks are chosen for a team; null: as the league says. */
  async setStrategy(
    draftId: string,
    teamId: string,
    name: string | null,
    options: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    await this.ask(SetStrategyDocument, { draftId, teamId, name, options });
  }

  /** Whom the service would take for one's own team, and the next best, each with the whole reason. */
  async suggestPicks(
    draftId: string,
    teamId: string,
    count = 3,
  ): Promise<NonNullable<SuggestPicksQuery['suggestPicks']>> {
    return (await this.ask(SuggestPicksDocument, { draftId, teamId, count })).suggestPicks ?? [];
  }

  /** Gives a sign to everybody in the room of a draft, for a team; one a second. For its manager. */
  async react(draftId: string, teamId: string, sign: ReactionSign): Promise<void> {
    await this.ask(ReactDocument, { draftId, teamId, sign });
  }

  /** Switches a team's autopilot. */
  async setAutopilot(draftId: string, teamId: string, autopilot: boolean): Promise<void> {
    await this.ask(SetAutopilotDocument, { draftId, teamId, autopilot });
  }

  /** Passes over the pick on the clock: its team may make it up with {@link makePick}. For the commissioner. */
  async skipPick(draftId: string, pickNumber: number, note: string | null = null): Promise<void> {
    await this.ask(SkipPickDocument, { draftId, pickNumber, note });
  }

  /**
   * Gives the pick on the clock seconds, or takes some; 5 are left at least. `version`: of the draft that it was decided on, so that a
   * request that is sent twice acts once. For the commissioner.
   */
  async addTime(
    draftId: string,
    seconds: number,
    version?: number,
    note: string | null = null,
  ): Promise<void> {
    await this.ask(AddTimeDocument, { draftId, seconds, version, note });
  }

  /** Begins the clock of the pick on the clock anew; `version` as of {@link addTime}. For the commissioner. */
  async resetClock(draftId: string, version?: number, note: string | null = null): Promise<void> {
    await this.ask(ResetClockDocument, { draftId, version, note });
  }

  /** Changes settings of a draft; those of time hold from the next pick on. For the commissioner. */
  async changeSettings(draftId: string, settings: DraftSettingsChangeInput): Promise<void> {
    await this.ask(ChangeDraftSettingsDocument, { draftId, settings });
  }

  /** Stops the clock of a draft; its remaining time is kept. For the commissioner. */
  async pauseDraft(draftId: string, note: string | null = null): Promise<void> {
    await this.ask(PauseDraftDocument, { draftId, note });
  }

  /** Lets the clock of a paused draft go on with the time that was left. For the commissioner. */
  async resumeDraft(draftId: string, note: string | null = null): Promise<void> {
    await this.ask(ResumeDraftDocument, { draftId, note });
  }

  /**
   * What happens to a draft after the event of that number (0: from the first), each event once and in order, whatever breaks
   * on the way; ends with the draft, unless told to stay. After a `DraftResync` read the {@link sheet} again: events are missing before it.
   */
  follow(draftId: string, after: number, options: FollowOptions = {}): AsyncGenerator<FollowedEvent, void> {
    const at = { url: this.#url, token: this.#token, draftId, after };
    return follow<FollowedEvent>({ ...at, document: DraftEventsDocument }, options);
  }

  /**
   * As {@link follow}, and each event has all that it says as one JSON value, as events over HTTP have it: for programs that
   * rebuild the draft from its events.
   */
  followFacts(draftId: string, after: number, options: FollowOptions = {}): AsyncGenerator<FactsEvent, void> {
    const at = { url: this.#url, token: this.#token, draftId, after };
    return follow<FactsEvent>({ ...at, document: DraftFactsDocument }, options);
  }

  /**
   * Sends any operation, again while the network or a server fails, and answers its data. Throws a {@link DraftClientError} when the
   * service refuses, or UNREACHABLE. Repeat only what does no harm when it is done twice; `once` sends it a single time.
   */
  async ask<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
    { once = false }: { readonly once?: boolean } = {},
  ): Promise<Data> {
    const body = JSON.stringify({ query: document.toString(), variables });
    const giveUpAt = performance.now() + this.#patienceMs;
    const pauses = new Pauses();
    for (;;) {
      try {
        // What is sent a single time is waited for as long as what is repeated.
        return await this.#send<Data>(body, once ? this.#patienceMs : ANSWER_WITHIN_MS);
      } catch (error) {
        if (!isPassing(error)) throw error;
        if (once) throw unreachable(this.#url, error);
        if (performance.now() > giveUpAt) throw unreachable(this.#url, error);
        this.#onRepeat?.(error);
      }
      await pauses.wait();
    }
  }

  async #send<Data>(body: string, withinMs: number): Promise<Data> {
    const response = await fetch(`${this.#url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
      },
      body,
      signal: AbortSignal.timeout(withinMs),
    });
    // Whatever stands in between may answer with a page of its own; that is no answer, and json() throws.
    const { data, errors } = (await response.json()) as {
      data?: Data | null;
      errors?: readonly AnsweredError[];
    };
    if (errors?.length) throw refusalOf(errors);
    if (!data) throw new Error(`The answer has no data (HTTP status ${response.status}).`);
    return data;
  }
}

function unreachable(url: string, cause: unknown): DraftClientError {
  if (cause instanceof DraftClientError) return cause;
  return new DraftClientError('UNREACHABLE', `Nobody answers at ${url}. Is the service running?`, { cause });
}

function found<T>(what: T | null, draftId: string): T {
  if (what === null) throw new DraftClientError('DRAFT_NOT_FOUND', `There is no draft ${draftId} for you.`);
  return what;
}

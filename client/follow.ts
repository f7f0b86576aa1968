import { type Client, createClient, MessageType } from 'graphql-ws';
import { type AnsweredError, isPassing, refusalOf } from './errors.ts';
import {
  DraftCompanyDocument,
  type DraftCompanySubscription,
  type DraftEventsSubscription,
  type DraftFactsSubscription,
  type TypedDocumentString,
} from './operations.generated.ts';
import { Pauses } from './pauses.ts';

/** Something that happened to a draft; `__typename` says what, and which fields there are. */
export type FollowedEvent = NonNullable<DraftEventsSubscription['draftEvents']>;

/** Something that happened to a draft, with all that it says as one JSON value: `data`, by the event's `kind`. */
export type FactsEvent = NonNullable<DraftFactsSubscription['draftEvents']>;

/** Who is in the room of a draft, and the signs that they gave in the last seconds. */
export type Company = NonNullable<DraftCompanySubscription['draftCompany']>;

/** A subscription to the events of a draft. */
type EventsDocument<Event> = TypedDocumentString<
  { draftEvents: Event | null },
  { draftId: string; after: number }
>;

/** What to follow. */
export interface Followed<Event extends FollowedEvent | FactsEvent> {
  /** What is asked of each event. */
  readonly document: EventsDocument<Event>;
  readonly url: string;
  readonly token: string | undefined;
  readonly draftId: string;
  /** The number of the last event that is known. */
  readonly after: number;
}

export interface FollowOptions {
  /** Goes on when the draft is completed: a rollback may reopen it, and picks be corrected. One that is cancelled ends it in any case. */
  readonly staysWhenCompleted?: boolean;
  /** Ends the following. */
  readonly signal?: AbortSignal;
  /** Called whenever a connection broke or could not be had; the next try follows by itself. */
  readonly onCut?: (reason: unknown) => void;
  /** Called when a connection is there: events that come are live from here on. */
  readonly onLive?: () => void;
  /**
   * Given a function to be called when the connection is doubtful, such as after sleep: the server is asked for a sign of life, and a
   * connection without one within 2 s is replaced; a pause between two tries ends at once.
   */
  readonly onDoubt?: (doubt: () => void) => void;
  /** Called with who is in the draft's room, now and after each change; over the same connection. */
  readonly onCompany?: (company: Company) => void;
}

const PING_EVERY_MS = 5_000;
/** A server that sends nothing for so long is gone, though the connection stays open. */
const ANSWER_WITHIN_MS = 5_000;
/** The same where there is a doubt. */
const PROVE_WITHIN_MS = 2_000;
/** A connection that lived for so long was a good one: after it, the first pause is short again. */
const GOOD_MS = 10_000;

/** A number that no draft reaches: who names it is told to read the draft again, and from where on to follow. */
const NOT_REACHED = 2 ** 31 - 1;

/** See DraftClient.follow. Throws where the service refuses: DRAFT_NOT_FOUND, TOKEN_INVALID, INPUT_INVALID. */
export async function* follow<Event extends FollowedEvent | FactsEvent>(
  followed: Followed<Event>,
  { signal, onCut, onLive, onDoubt, onCompany, staysWhenCompleted = false }: FollowOptions,
): AsyncGenerator<Event, void> {
  const pauses = new Pauses();
  let last = followed.after;
  /** When the event of that number happened; null: it was not seen here. */
  let lastAt: string | null = null;
  let line: Line | null = null;
  let pausing = new AbortController();
  onDoubt?.(() => {
    line?.prove();
    pauses.reset();
    pausing.abort();
  });
  while (!signal?.aborted) {
    const began = performance.now();
    try {
      line = new Line(followed.url, followed.token, onLive);
      if (onCompany) void hearCompany(line, followed.draftId, onCompany);
      // The last event once more: where it is another one now, the service lost the one that was seen here.
      const after: number = lastAt === null ? last : last - 1;
      for await (const event of listen(line, { ...followed, after }, signal)) {
        // A RESYNC may lead back.
        if (event.__typename !== 'DraftResync' && event.version <= last) {
          const isOther = event.version === last && lastAt !== null && event.at !== lastAt;
          if (!isOther) continue;
          [last, lastAt] = [NOT_REACHED, null];
          break;
        }
        last = event.version;
        lastAt = event.__typename === 'DraftResync' ? null : event.at;
        yield event;
        if (event.__typename === 'DraftCancelled') return;
        if (event.__typename === 'DraftCompleted' && !staysWhenCompleted) return;
      }
      if (!signal?.aborted) onCut?.(new Error('The connection ended.'));
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (!signal?.aborted) onCut?.(error);
    }
    line = null;
    if (performance.now() - began > GOOD_MS) pauses.reset();
    pausing = new AbortController();
    await pauses.wait(signal ? AbortSignal.any([signal, pausing.signal]) : pausing.signal);
  }
}

/** The events over one connection, until that breaks. */
async function* listen<Event extends FollowedEvent | FactsEvent>(
  line: Line,
  { document, draftId, after }: Followed<Event>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Event, void> {
  const hangUp = () => line.hangUp();
  signal?.addEventListener('abort', hangUp, { once: true });
  try {
    const answers = line.client.iterate<{ draftEvents: Event | null }>({
      query: document.toString(),
      variables: { draftId, after },
    });
    for await (const { data, errors } of answers) {
      if (errors?.length) throw refusalOf(errors);
      if (data?.draftEvents) yield data.draftEvents;
    }
  } catch (error) {
    throw Array.isArray(error) ? refusalOf(error as AnsweredError[]) : error;
  } finally {
    signal?.removeEventListener('abort', hangUp);
    line.hangUp();
  }
}

/** Ends with the connection, or with the first error: a room without its company is a room all the same. */
async function hearCompany(
  { client }: Line,
  draftId: string,
  hear: (company: Company) => void,
): Promise<void> {
  try {
    const answers = client.iterate<DraftCompanySubscription>({
      query: DraftCompanyDocument.toString(),
      variables: { draftId },
    });
    for await (const { data } of answers) if (data?.draftCompany) hear(data.draftCompany);
  } catch {
    // What ended it ends the events as well, and they say so.
  }
}

/** One WebSocket with a client on it, which notices when the server no longer answers. */
class Line {
  readonly client: Client;
  #socket: WebSocket | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, token: string | undefined, onLive?: () => void) {
    // graphql-ws makes the socket itself, and cannot close it before it is open.
    const line = this;
    class OwnSocket extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols);
        line.#socket = this;
      }
    }
    this.client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: OwnSocket,
      // One subscription to events on each connection: with the same id for all, the service writes each message once for all who follow.
      generateID: ({ query }) => (query.includes('draftEvents') ? 'events' : 'company'),
      ...(token === undefined ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
      // follow() reconnects by itself, after the last event it has.
      retryAttempts: 0,
      keepAlive: PING_EVERY_MS,
      on: {
        connecting: () => this.#expectAnswer(),
        connected: () => {
          this.#heard();
          onLive?.();
        },
        ping: (received) => {
          if (!received) this.#expectAnswer();
        },
        pong: () => this.#heard(),
        message: () => this.#heard(),
        closed: () => this.#heard(),
      },
    });
  }

  /** Asks the server for a sign of life, and hangs up where none comes. */
  prove(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send(JSON.stringify({ type: MessageType.Ping }));
    this.#expectAnswer(PROVE_WITHIN_MS);
  }

  /** Closes at once, in whatever state the socket is. */
  hangUp(): void {
    clearTimeout(this.#silence);
    this.client.terminate();
    this.#socket?.close();
    void Promise.resolve(this.client.dispose()).catch(() => undefined);
  }

  #expectAnswer(withinMs = ANSWER_WITHIN_MS): void {
    this.#heard();
    this.#silence = setTimeout(() => this.hangUp(), withinMs);
  }

  #heard(): void {
    clearTimeout(this.#silence);
  }
}

import pg from 'pg';
import type { Place } from '../config/database_url.ts';
import { statementName } from './statement_name.ts';

type Callback = (error: Error | null, client: pg.Client) => void;

/** "read_only_sql_transaction" */
const READ_ONLY = '25006';
/** "invalid_sql_statement_name" (somebody discarded what was prepared), "duplicate_prepared_statement" */
const NOT_AS_PREPARED: readonly unknown[] = ['26000', '42P05'];
const NOT_SUPPORTED = '0A000';
/** Where PostgreSQL finds that since the schema changed a result has other columns; all else that is not supported never will be. */
const REVALIDATION = 'RevalidateCachedQuery';
/** Statements that are kept prepared on a connection: each takes memory of its session. */
const MOST_PREPARED = 200;
/** Functions of ours: their texts are few and never change, those of other statements may be any. */
const CALL = 'app_private.';

const DEFAULT_PORT = 5432;

/** No statement of the clock or the API takes that long: the connection is dead, or the server behind it is. In milliseconds. */
export const SILENCE_MS = 10_000;

/** How a client of ours behaves beyond what pg has settings for. */
export interface ClientBehaviour extends Patience {
  /** Whether calls of functions are prepared once for each connection, which saves a tenth of a millisecond each time. */
  readonly prepares?: boolean | undefined;
}

/** How long a server may be silent while it is asked something, in milliseconds, before its connection counts as dead. */
export interface Patience {
  readonly silenceMs?: number | undefined;
  /** Called when a connection was given up for silence, and since when the server had said nothing on it (performance.now()). */
  readonly onSilence?: ((sinceMs: number) => void) | undefined;
  /** Says where to connect, where the URL names several servers; asked anew for each connection. */
  readonly findServer?: (() => Promise<Place>) | undefined;
}

/** What is told apart of the server's errors. */
interface ServerError {
  readonly code?: unknown;
  /** The function of PostgreSQL's source that reported it: the same in every language of its messages. */
  readonly routine?: unknown;
}

/** Whether a connection's prepared statements are not what we think. Nothing was run, and another connection would have run it. */
export function isStale({ code, routine }: ServerError): boolean {
  return NOT_AS_PREPARED.includes(code) || (code === NOT_SUPPORTED && routine === REVALIDATION);
}

/** Whether a client closes its connection because of an error of the server, though the server would go on. */
export function closesConnection(error: ServerError, prepares = true): boolean {
  return error.code === READ_ONLY || (prepares && isStale(error));
}

/**
 * A client that closes its socket when it gives up while connecting. pg leaves it open where it stops by itself, as
 * without a password: the server then waits a minute for the rest, and `create database` and `drop database` wait with it.
 *
 * It also does when the server is silent for too long: where the network drops packets without an error, the operating system would wait for
 * a quarter of an hour, and pg for ever. The query under way then fails as with any lost connection.
 *
 * And it does after a refusal because the session is read-only: a session stays what it was when it began, though the server may
 * have become a primary, or its database writable again; and where a prepared statement is not there any more, or not the same.
 */
export class ClosingClient extends pg.Client {
  readonly #silenceMs: number | undefined;
  readonly #onSilence: Patience['onSilence'];
  readonly #prepared: Set<string> | null;
  readonly #findServer: Patience['findServer'];
  #watch: NodeJS.Timeout | undefined;
  /** When the server last said that it is ready for more. */
  #heardAt = performance.now();
  #isAsked = false;

  constructor(config: pg.ClientConfig & ClientBehaviour = {}) {
    super(config);
    this.#silenceMs = config.silenceMs;
    this.#onSilence = config.onSilence;
    this.#prepared = config.prepares ? new Set() : null;
    this.#findServer = config.findServer;
    // pg's own listener runs after this one, and emits "drain" where no answer is awaited any more.
    this.connection.on('readyForQuery', () => {
      this.#heardAt = performance.now();
      if (this.#isAsked) this.#watchSilence();
    });
    this.on('drain', () => {
      this.#isAsked = false;
      clearTimeout(this.#watch);
    });
    this.on('end', () => clearTimeout(this.#watch));
    this.connection.on('errorMessage', (error: ServerError) => {
      // Afterwards, so that the query under way is rejected with the server's error, not with a closed connection.
      if (closesConnection(error, this.#prepared !== null))
        setImmediate(() => this.connection.stream.destroy());
    });
  }

  // biome-ignore lint/suspicious/noExplicitAny: the overloads of pg's own query cannot be told apart here
  override query(...args: any[]): any {
    // Where an answer is awaited already, the server has no more time for it because it is asked more.
    if (!this.#isAsked) this.#watchSilence();
    const [text, values, ...others] = args;
    const asked = this.#isPrepared(text, values)
      ? [{ name: statementName(text), text, values }, ...others]
      : args;
    return super.query(...(asked as Parameters<pg.Client['query']>));
  }

  #isPrepared(text: unknown, values: unknown): boolean {
    const prepared = this.#prepared;
    if (prepared === null || typeof text !== 'string' || !Array.isArray(values)) return false;
    if (prepared.has(text)) return true;
    if (prepared.size >= MOST_PREPARED || !text.includes(CALL)) return false;
    prepared.add(text);
    return true;
  }

  override connect(): Promise<pg.Client>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<pg.Client> | undefined {
    if (callback === undefined) return this.#open().catch((error: unknown) => this.#giveUp(error));
    if (this.#findServer !== undefined) {
      this.connect().then(
        () => process.nextTick(callback, null, this),
        (error: Error) => process.nextTick(callback, error, this),
      );
      return undefined;
    }
    super.connect((error: Error | null) => {
      if (error) void this.end();
      callback(error, this);
    });
    return undefined;
  }

  /** When the server last answered on this connection, in milliseconds of performance.now(). */
  get heardAt(): number {
    return this.#heardAt;
  }

  /** Closes an idle connection on which the server has sent nothing since then. A query under way has a limit of its own. */
  giveUpIfIdleSince(ms: number): void {
    if (this.#isAsked || this.#heardAt >= ms) return;
    this.connection.stream.destroy(new Error('The database was silent on another connection to it'));
  }

  async #open(): Promise<pg.Client> {
    const place = await this.#findServer?.().catch((error: unknown) => {
      this.#endUnopened();
      throw error;
    });
    if (place?.host !== undefined) this.host = place.host;
    if (place !== undefined) this.port = place.port ?? DEFAULT_PORT;
    return super.connect();
  }

  /** pg says that a connection is over only where one was begun. Whoever asked something already waits for that. */
  #endUnopened(): void {
    this.connection.stream.on('error', () => undefined);
    this.connection.stream.destroy();
    this.emit('end');
  }

  #watchSilence(): void {
    this.#isAsked = true;
    if (this.#silenceMs === undefined) return;
    const askedAt = performance.now();
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => {
      this.connection.stream.destroy(new Error(`The database was silent for ${this.#silenceMs} ms`));
      this.#onSilence?.(askedAt);
    }, this.#silenceMs);
  }

  #giveUp(error: unknown): never {
    void this.end();
    throw error;
  }
}

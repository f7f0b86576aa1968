import pg from 'pg';
import { cancelStatement } from './cancel.ts';
import type { Queryable } from './queryable.ts';
import { statementName } from './statement_name.ts';

/** Settings of one statement, by their names; those that are undefined are left alone. Null: those of the session. */
export type StatementSettings = Readonly<Record<string, string | undefined>> | null;

/** A statement that reads. */
export interface ReadStatement {
  readonly text: string;
  readonly values?: unknown[] | undefined;
  /** Names its text for good; where it is given, the statement is prepared once for each connection. */
  readonly name?: string | undefined;
  /** Rows as arrays instead of objects. */
  readonly arrayMode?: boolean | undefined;
}

/** Statements that a connection keeps prepared; each takes memory of its session. */
const MOST_PREPARED = 100;

/** A statement answered rows of more bytes than it may; none of them is kept beyond that. */
export class RowsTooLarge extends Error {
  override readonly name = 'RowsTooLarge';
  readonly bytes: number;

  constructor(bytes: number) {
    super(`A statement answered rows of ${bytes} bytes`);
    this.bytes = bytes;
  }
}

/** A row as it comes, with its length in bytes. */
interface DataRow {
  readonly length: number;
}
/** What pg knows of a query but leaves out of its types. */
interface Messages {
  submit(connection: pg.Connection): Error | null;
  handleDataRow(message: DataRow): void;
  handleCommandComplete(message: unknown, connection: pg.Connection): void;
}
type Done = (error: Error | null, result: pg.QueryResult) => void;
type QueryClass = new (config: object, values: undefined, callback: Done) => Messages;
type Prepared = pg.Connection & { readonly parsedStatements: Readonly<Record<string, string>> };

/**
 * A connection on which each statement has settings of its own. Both are sent together, and the server takes what it is sent until
 * the next Sync message for one transaction: so the settings hold for that statement alone, as between `begin` and `commit`, with one round
 * trip instead of four.
 */
export class ReadClient implements Queryable {
  readonly #client: pg.PoolClient;
  readonly #settings: Settings | null;
  readonly #mayPrepare: boolean;
  #bytes = 0;
  #mostBytes = Number.POSITIVE_INFINITY;

  constructor(client: pg.PoolClient, settings: StatementSettings, mayPrepare: boolean) {
    this.#client = client;
    this.#settings = settings && new Settings(settings);
    this.#mayPrepare = mayPrepare;
  }

  /** Bytes of the rows that statements with settings answered. */
  get bytes(): number {
    return this.#bytes;
  }

  /** From now on a statement with settings answers rows of so many bytes at most, and rejects with {@link RowsTooLarge} where there are more. */
  limitRows(mostBytes: number): void {
    this.#mostBytes = mostBytes;
  }

  /** Runs one statement with the settings. */
  async read(statement: ReadStatement): Promise<pg.QueryResult> {
    const { text, values = [], arrayMode } = statement;
    const name = this.#mayPrepare ? this.#preparedName(statement) : undefined;
    const rowMode = arrayMode ? { rowMode: 'array' } : {};
    const config = { text, values, ...rowMode, ...(name === undefined ? {} : { name }) };
    const settings = this.#settings;
    if (settings === null) return this.#client.query(config);
    if (this.#mayPrepare) await settings.prepareOn(this.#client);
    return new Promise((resolve, reject) => {
      const query = new QueryWithSettings(config, settings, this.#mostBytes, (error, result) => {
        this.#bytes += query.bytes;
        if (error) reject(error);
        else if (query.isTooLarge) reject(new RowsTooLarge(query.bytes));
        else resolve(result);
      });
      this.#client.query(query);
    });
  }

  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<pg.QueryResult<Row>> {
    return this.read({ text, values });
  }

  /** Asks the server to stop the statement under way; see {@link cancelStatement}. */
  cancel(): Promise<void> {
    return cancelStatement(this.#client);
  }

  #preparedName({ name }: ReadStatement): string | undefined {
    if (name === undefined) return undefined;
    const prepared = preparedOn(this.#client);
    if (!prepared.has(name) && prepared.size >= MOST_PREPARED) return undefined;
    prepared.add(name);
    return name;
  }
}

/**
 * Uses a connection of a pool with settings for each statement.
 * @param mayPrepare false behind a transaction pooler: there the next statement may run in another session, which knows no prepared one
 */
export async function withReadClient<T>(
  pool: pg.Pool,
  settings: StatementSettings,
  mayPrepare: boolean,
  use: (client: ReadClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    return await use(new ReadClient(client, settings, mayPrepare));
  } finally {
    client.release();
  }
}

const preparedByClient = new WeakMap<pg.PoolClient, Set<string>>();

function preparedOn(client: pg.PoolClient): Set<string> {
  const known = preparedByClient.get(client) ?? new Set();
  preparedByClient.set(client, known);
  return known;
}

/** Names and values of settings, and the statement that sets them until the end of its transaction. */
class Settings {
  readonly #values: readonly string[];
  readonly #text: string;
  readonly #name: string;

  constructor(settings: NonNullable<StatementSettings>) {
    const set = Object.entries(settings).filter(([, value]) => value !== undefined);
    this.#values = set.flat() as string[];
    this.#text = textFor(set.length);
    this.#name = statementName(this.#text);
  }

  /** Once for each connection. Failing here fails the read, as the settings themselves would. */
  async prepareOn(client: pg.PoolClient): Promise<void> {
    const { connection } = client as unknown as { connection: Prepared };
    if (this.#isPreparedOn(connection)) return;
    await client.query({ name: this.#name, text: this.#text, values: [...this.#values] });
  }

  /** Sends the statement; its answers come before those of what is sent next. */
  send(connection: pg.Connection): void {
    const isPrepared = this.#isPreparedOn(connection);
    if (!isPrepared) connection.parse({ name: '', text: this.#text, types: [] }, true);
    const statement = isPrepared ? this.#name : '';
    connection.bind({ portal: '', statement, binary: '', values: [...this.#values] }, true);
    connection.execute({ portal: '', rows: '' }, true);
  }

  #isPreparedOn(connection: pg.Connection): boolean {
    return (connection as Prepared).parsedStatements[this.#name] !== undefined;
  }
}

const texts: string[] = [];

function textFor(settings: number): string {
  const known = texts[settings];
  if (known !== undefined) return known;
  const calls = Array.from(
    { length: settings },
    (_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`,
  );
  const text = `select ${calls.join(', ')}`;
  texts[settings] = text;
  return text;
}

const Query = pg.Query as unknown as QueryClass;

/** A query that is answered after the statement of its settings. */
class QueryWithSettings extends Query {
  readonly #settings: Settings;
  readonly #mostBytes: number;
  #areSet = false;
  /** Bytes of its rows, also of those that were too many. */
  bytes = 0;

  constructor(config: object, settings: Settings, mostBytes: number, done: Done) {
    // Together with another statement it has to be sent message by message, also where it has no values.
    super({ ...config, queryMode: 'extended' }, undefined, done);
    this.#settings = settings;
    this.#mostBytes = mostBytes;
  }

  /** Whether it has rows of more bytes than it may. */
  get isTooLarge(): boolean {
    return this.bytes > this.#mostBytes;
  }

  override submit(connection: pg.Connection): Error | null {
    connection.stream.cork();
    try {
      this.#settings.send(connection);
      const refused = super.submit(connection);
      // Half of the transaction was sent: nobody may use this connection any more.
      if (refused) connection.stream.destroy(refused);
      return refused;
    } finally {
      connection.stream.uncork();
    }
  }

  override handleDataRow(message: DataRow): void {
    if (!this.#areSet) return;
    this.bytes += message.length;
    if (!this.isTooLarge) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: pg.Connection): void {
    if (this.#areSet) super.handleCommandComplete(message, connection);
    this.#areSet = true;
  }
}

import { once } from 'node:events';
import pg from 'pg';

/** What pg knows of an open connection but leaves out of its types. */
type Internals = pg.Client & {
  readonly processID: number | null;
  readonly secretKey: number | null;
  readonly ssl: pg.ClientConfig['ssl'];
  readonly connection: pg.Connection & {
    connect(port: number, host: string): void;
    requestSsl(): void;
    cancel(processId: number, secretKey: number): void;
  };
};

/** The server closes the connection of a cancel request as soon as it has passed the signal on. */
const CANCEL_WITHIN_MS = 2_000;

/**
 * Asks the server to stop the statement that a connection is running; the statement then fails with 57014. Uses PostgreSQL's
 * cancel request (a connection of its own), which works through a pooler and needs no rights. Resolves when the server has passed
 * the signal on: release the connection only afterwards, or its next statement could be hit. Never rejects: a server that cannot
 * be reached has ended the statement, or its own `statement_timeout` does.
 */
export async function cancelStatement(client: pg.ClientBase): Promise<void> {
  const { processID, secretKey, host, port, ssl } = client as Internals;
  if (processID === null || secretKey === null) return;
  const { connection } = new pg.Client({ host, port, ssl }) as Internals;
  const isSocket = host.startsWith('/');
  connection.on('error', () => connection.stream.destroy());
  connection.once('connect', () => (ssl ? connection.requestSsl() : connection.cancel(processID, secretKey)));
  connection.once('sslconnect', () => connection.cancel(processID, secretKey));
  const closed = once(connection, 'end');
  const late = setTimeout(() => connection.stream.destroy(), CANCEL_WITHIN_MS);
  // A path takes the place of the port.
  if (isSocket) connection.connect(`${host}/.s.PGSQL.${port}` as unknown as number, '');
  else connection.connect(port, host);
  await closed.catch(() => undefined);
  clearTimeout(late);
}

import pg from 'pg';
import { closesConnection } from './closing_client.ts';

/**
 * Codes of errors that end a session, or may: by the connection, the login, resources, a shutdown, a time limit of an idle session, the system,
 * a corrupted server. What is severe is told in the language of the server, so that the severity says nothing.
 */
const OF_THE_SESSION = /^(?:08|28|53|57P|58|XX|F0|25P0[34])/;

/**
 * A pool whose connections outlive refusals. `query` of pg's own throws the connection away with every error, also where the server
 * refused nothing but the statement: whoever sent a hundred wrong requests a second had it fork a hundred sessions a second, and everybody's
 * next statement began in one that had compiled and read nothing yet, which takes some tens of milliseconds.
 */
export class KeepingPool extends pg.Pool {
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of pg's own query cannot be told apart here
  override query(...args: any[]): any {
    if (typeof args.at(-1) === 'function') return super.query(...(args as Parameters<pg.Pool['query']>));
    return this.#ask(args as Parameters<pg.PoolClient['query']>);
  }

  async #ask(args: Parameters<pg.PoolClient['query']>): Promise<unknown> {
    const client = await this.connect();
    let broken: Error | undefined;
    try {
      return await client.query(...args);
    } catch (error) {
      if (!isOfAStatement(error)) broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

/** Whether an error says nothing about the connection: the next statement on it does as well as on a new one. */
function isOfAStatement(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false;
  return error.code !== undefined && !OF_THE_SESSION.test(error.code) && !closesConnection(error);
}

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Place } from '../config/database_url.ts';
import { ConnectionError, messageOf } from './connection_errors.ts';

/** A server that does not answer within this time is no candidate, in milliseconds. */
const ANSWER_WITHIN_MS = 3_000;
/** After the first primary has answered, the others have so long to show that they are newer ones. */
const OTHERS_WITHIN_MS = 200;
/** What was found holds for so long: many connections are opened at once. */
const HOLDS_MS = 500;
/** SQLSTATE of a server that does not take connections now: the same again may go well. */
const CANNOT_CONNECT_NOW = '57P03';

/** SQL for the timeline of a server that takes writes. A promotion begins a new one, with a higher number. */
export const TIMELINE = `('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint::integer`;
/** Asks a server for its timeline. Of one in recovery it is null: a standby. */
export const ASK_TIMELINE = `select case when pg_is_in_recovery() then null else ${TIMELINE} end as timeline`;

interface Answer {
  readonly place: Place;
  /** Null: a standby, or no answer. */
  readonly timeline: number | null;
  /** Why it cannot be written to. */
  readonly why: string;
}

/**
 * Finds which of several servers is the primary. All are asked at once, so that one that is silent holds nobody up. Of several that take
 * writes the one with the highest timeline counts, and none that is older than one seen before: a former primary that comes back after a
 * fail-over, before somebody has made a standby of it, is left alone.
 */
export class PrimaryFinder {
  readonly #places: readonly Place[];
  readonly #config: pg.ClientConfig;
  #newest = 0;
  #finding: Promise<Place> | null = null;

  /** @param config how to connect, but for the place */
  constructor(places: readonly Place[], config: pg.ClientConfig) {
    this.#places = places;
    this.#config = config;
  }

  /** Where the primary is. Throws a ConnectionError (NOT_READY) that says what each server is. */
  find(): Promise<Place> {
    if (this.#finding === null) {
      const finding = this.#search();
      this.#finding = finding;
      const forget = () => {
        if (this.#finding === finding) this.#finding = null;
      };
      finding.then(() => setTimeout(forget, HOLDS_MS).unref(), forget);
    }
    return this.#finding;
  }

  async #search(): Promise<Place> {
    const answers: Answer[] = [];
    const found = Promise.withResolvers<void>();
    const asked = this.#places.map(async (place) => {
      const answer = await this.#ask(place);
      answers.push(answer);
      if (answer.timeline !== null) found.resolve();
    });
    const all = Promise.all(asked);
    await Promise.race([all, found.promise]);
    await Promise.race([all, sleep(OTHERS_WITHIN_MS, undefined, { ref: false })]);
    const [newest] = answers
      .filter(({ timeline }) => timeline !== null && timeline >= this.#newest)
      .sort((a, b) => (b.timeline ?? 0) - (a.timeline ?? 0));
    if (newest === undefined) throw noPrimary(answers);
    this.#newest = newest.timeline ?? 0;
    return newest.place;
  }

  async #ask(place: Place): Promise<Answer> {
    const client = new pg.Client({
      ...this.#config,
      ...given(place),
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
    });
    client.on('error', () => undefined);
    const late = setTimeout(() => client.connection.stream.destroy(), ANSWER_WITHIN_MS);
    try {
      await client.connect();
      const { rows } = await client.query<{ timeline: number | null }>(ASK_TIMELINE);
      const timeline = rows[0]?.timeline ?? null;
      return { place, timeline, why: timeline === null ? 'is a standby' : 'is a former primary' };
    } catch (error) {
      return { place, timeline: null, why: `does not answer (${messageOf(error)})` };
    } finally {
      clearTimeout(late);
      void client.end().catch(() => undefined);
    }
  }
}

/** A place as node-postgres is given it. */
export function given({ host, port }: Place): pg.ClientConfig {
  return { ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }) };
}

function noPrimary(answers: readonly Answer[]): ConnectionError {
  const said = answers.map(({ place: { host, port = 5432 }, why }) => `${host}:${port} ${why}`).join('; ');
  const error = new ConnectionError(
    'NOT_READY',
    `None of the servers in DATABASE_URL can be written to: ${said}. Promote a standby, or start the primary.`,
  );
  return Object.assign(error, { code: CANNOT_CONNECT_NOW });
}

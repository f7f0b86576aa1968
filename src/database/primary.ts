import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Place } from '../config/database_url.ts';
import { codeOf, messageOf } from '../telemetry/error_text.ts';
import {
  ConnectionError,
  type ConnectionProblem,
  explainConnectionError,
  serverName,
} from './connection_errors.ts';

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
  /** Why it cannot be written to, in sentences. */
  readonly why: string;
  /** What somebody has to correct before it can be asked at all; undefined: a promotion, or a start, may help. */
  readonly wrong?: { readonly problem: ConnectionProblem; readonly code: string };
}

/** Of a server that may be started, or has room again in a moment: it is nobody's mistake. */
const PASSING: readonly ConnectionProblem[] = ['UNREACHABLE', 'NOT_READY', 'TOO_MANY_CONNECTIONS'];

/**
 * Finds which of several servers is the primary. All are asked at once, so that one that is silent holds nobody up. Of several that take
 * writes the one with the highest timeline counts, and none that is older than one seen before: a former primary that comes back after a
 * fail-over, before somebody has made a standby of it, is left alone.
 */
export class PrimaryFinder {
  readonly #places: readonly Place[];
  readonly #config: pg.ClientConfig;
  readonly #url: string;
  #newest = 0;
  #finding: Promise<Place> | null = null;

  /**
   * @param config how to connect, but for the place
   * @param url what names the places: messages tell its user and its database
   */
  constructor(places: readonly Place[], config: pg.ClientConfig, url: string) {
    this.#places = places;
    this.#config = config;
    this.#url = url;
  }

  /**
   * Where the primary is. Throws a ConnectionError that says what each server is: NOT_READY, or, where none of them can be asked before
   * somebody corrects something, what is wrong with the first.
   */
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
      const what = timeline === null ? 'a standby' : 'a former primary';
      return { place, timeline, why: `${serverName(place)} is ${what}.` };
    } catch (error) {
      return this.#unanswered(place, error);
    } finally {
      clearTimeout(late);
      void client.end().catch(() => undefined);
    }
  }

  /** What is told of a server that could not be asked: the same as where it is the only one. */
  #unanswered(place: Place, error: unknown): Answer {
    const explained = explainConnectionError(error, this.#url, place);
    const why = explained?.message ?? `${serverName(place)} does not answer (${messageOf(error)}).`;
    if (explained === null || PASSING.includes(explained.problem)) return { place, timeline: null, why };
    return { place, timeline: null, why, wrong: { problem: explained.problem, code: codeOf(error) } };
  }
}

/** A place as node-postgres is given it. */
export function given({ host, port }: Place): pg.ClientConfig {
  return { ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }) };
}

function noPrimary(answers: readonly Answer[]): ConnectionError {
  const said = answers.map(({ why }) => why).join(' ');
  const problems = answers.flatMap(({ wrong }) => wrong ?? []);
  const [first] = problems;
  // Whoever cannot ask one of the servers does not know that it is no primary: then a promotion would make a second one.
  const advice = first === undefined ? ' Promote a standby, or start the primary.' : '';
  const isPassing = problems.length < answers.length;
  const error = new ConnectionError(
    isPassing ? 'NOT_READY' : (first?.problem ?? 'NOT_READY'),
    `None of the servers in DATABASE_URL can be written to: ${said}${advice}`,
  );
  return Object.assign(error, { code: isPassing ? CANNOT_CONNECT_NOW : (first?.code ?? '') });
}

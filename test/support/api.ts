import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { WIDE_LIMITS } from '../../bench/wide_limits.ts';
import { mintToken } from '../../src/api/identity/own_tokens.ts';
import type { Viewer } from '../../src/api/viewer.ts';
import type { Program } from '../../src/processes/program.ts';
import { addressOf, startProgram } from './processes.ts';

/** The secret of the API processes that tests start. */
export const SECRET = 'a secret that only the tests know, long enough';
const AN_HOUR = 3_600;

/** An API process under test. */
export interface Api {
  readonly url: string;
  readonly program: Program;
}

/** What a request got: the status and the body, as it came. */
export interface Answer {
  readonly status: number;
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: {
    message: string;
    extensions?: { code?: string; numbers?: Record<string, unknown>; errorId?: string };
  }[];
}

/** Starts a server process on a database and waits until it answers. */
export async function startApi(databaseUrl: string, env: Record<string, string> = {}): Promise<Api> {
  const program = startProgram(['src/main.ts', 'server'], {
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: SECRET,
    PORT: '0',
    GRAPHILE_ENV: 'production',
    ...WIDE_LIMITS,
    ...env,
  });
  return { url: await addressOf(program), program };
}

export function tokenFor(userId: string, more: Pick<Partial<Viewer>, 'isOperator'> = {}): Promise<string> {
  return mintToken(SECRET, { userId, isOperator: false, ...more }, AN_HOUR);
}

/** Sends a GraphQL request over HTTP. */
export async function ask(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  token?: string,
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as Partial<Answer>;
  return { status: response.status, data: body.data, errors: body.errors ?? [] };
}

/** A field of an answer's data. */
export function fieldOf<T>(data: Record<string, unknown> | null | undefined, field: string): T {
  if (!data) throw new Error('the answer has no data');
  return data[field] as T;
}

/** The code of the only error of an answer; the whole answer where there is not exactly one. */
export function codeOf(answer: Answer): unknown {
  return answer.errors.length === 1 ? answer.errors[0]?.extensions?.code : answer;
}

export interface LiveEvent {
  version: number;
  kind: string;
  at: string;
  data: Record<string, unknown>;
}

/** A subscription to a draft's events: what it got so far, and how it ended. */
export interface Follower {
  readonly events: LiveEvent[];
  /** Waits until that many events have come, or the subscription has ended with an error. */
  untilCount(count: number): Promise<LiveEvent[]>;
  /** The errors that ended the subscription. */
  failed: Promise<unknown>;
  stop(): void;
}

/** Follows a draft over a WebSocket; `after` undefined: from now. */
export function follow(url: string, draftId: string, after: number | undefined, token?: string): Follower {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(token === undefined ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
  });
  const events: LiveEvent[] = [];
  let wake = () => {};
  let fail: (error: unknown) => void = () => {};
  const failed = new Promise<unknown>((resolve) => {
    fail = resolve;
  });
  const stop = client.subscribe<{ draftEvents: LiveEvent }>(
    {
      query: `subscription ($draftId: UUID!, $after: Int) {
        draftEvents(draftId: $draftId, after: $after) { version kind at data }
      }`,
      variables: { draftId, after: after ?? null },
    },
    {
      next: ({ data, errors }) => {
        if (errors) fail(errors);
        if (data) events.push(data.draftEvents);
        wake();
      },
      error: fail,
      complete: () => wake(),
    },
  );
  return {
    events,
    failed,
    async untilCount(count) {
      while (events.length < count) {
        const ended = await Promise.race([
          new Promise<null>((resolve) => {
            wake = () => resolve(null);
          }),
          failed,
        ]);
        if (ended !== null) throw new Error(`the subscription failed: ${JSON.stringify(ended)}`);
      }
      return events;
    },
    stop() {
      stop();
      void client.dispose();
    },
  };
}

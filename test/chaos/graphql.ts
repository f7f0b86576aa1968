import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { oneOf, type Random } from './random.ts';

/** A request without an answer for so long is aborted and sent again. */
const ANSWER_WITHIN_MS = 4_000;
const PAUSE_MS = 150;
const MOST_TRIES = 100;
/** Codes after which the same is sent again: the fault was not in the request. */
const TRY_AGAIN: readonly string[] = ['INTERNAL', 'SERVICE_UNAVAILABLE', 'DRAFT_BUSY', 'ALARM_NOT_SET'];

const answerShape = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }).partial().optional() })).optional(),
});

/** Who asks, at which servers. */
export interface Asking {
  readonly urls: readonly string[];
  readonly token: string;
  readonly random: Random;
  /** Ends the asking, without an answer. */
  readonly signal: AbortSignal;
  /** Which address of this machine asks; default: the system's choice. */
  readonly localAddress?: string | undefined;
}

/** The last answer to a request that may have been sent several times: done, refused with a code, or none. */
export type Answer =
  | { readonly kind: 'done'; readonly data: Record<string, unknown>; readonly tries: number }
  | { readonly kind: 'refused'; readonly code: string; readonly tries: number }
  | { readonly kind: 'unanswered'; readonly tries: number };

/**
 * Asks as an application does: where no answer comes, or none that is about what was asked, the same is asked again, at any
 * server.
 */
export async function ask(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  { urls, token, random, signal, localAddress }: Asking,
): Promise<Answer> {
  const body = JSON.stringify({ query, variables });
  for (let tries = 1; tries <= MOST_TRIES && !signal.aborted; tries += 1) {
    const answer = await askOnce(oneOf(random, urls) ?? '', { token, body, localAddress });
    if (answer && 'data' in answer) return { kind: 'done', data: answer.data, tries };
    if (answer && !TRY_AGAIN.includes(answer.code)) return { kind: 'refused', code: answer.code, tries };
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
  return { kind: 'unanswered', tries: MOST_TRIES };
}

/** One request; null where the connection was refused, cut or silent. */
async function askOnce(
  url: string,
  given: { readonly token: string; readonly body: string; readonly localAddress: string | undefined },
): Promise<{ data: Record<string, unknown> } | { code: string } | null> {
  try {
    const { data, errors } = answerShape.parse(JSON.parse(await post(url, given)));
    if (errors) return { code: errors[0]?.extensions?.code ?? 'UNKNOWN' };
    return data ? { data } : null;
  } catch {
    return null;
  }
}

function post(
  url: string,
  { token, body, localAddress }: { token: string; body: string; localAddress: string | undefined },
): Promise<string> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  return new Promise((resolve, reject) => {
    const asking = request(`${url}/graphql`, { method: 'POST', headers, signal, localAddress }, (response) =>
      response
        .setEncoding('utf8')
        .toArray()
        .then((parts) => resolve(parts.join('')), reject),
    );
    asking.on('error', reject);
    asking.end(body);
  });
}

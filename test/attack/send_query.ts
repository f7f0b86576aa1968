import { Agent, request } from 'node:http';
import type { AttackRun, AttackTarget } from './attack.ts';

/** An answer as it came: the status (0: the connection was cut, or the attack left), how many bytes, and the code of its first error. */
export interface Answer {
  readonly status: number;
  readonly bytes: number;
  readonly code: string | null;
}

const NOTHING: Answer = { status: 0, bytes: 0, code: null };
/** Errors come first in an answer or not at all: enough of it to find the code. */
const LOOKED_AT = 2_000;

export interface Sender {
  /** Sends a query; leaves without waiting for the answer after so many milliseconds, where they are given. */
  send(query: string, variables?: Readonly<Record<string, unknown>>, leaveAfterMs?: number): Promise<Answer>;
  close(): void;
}

/** Sends GraphQL from the address of the attack, on connections that are kept. */
export function openSender(
  { url, localAddress }: AttackTarget,
  { signal }: Pick<AttackRun, 'signal'>,
): Sender {
  const agent = new Agent({ keepAlive: true, localAddress });
  const send = (query: string, variables: Readonly<Record<string, unknown>> = {}, leaveAfterMs?: number) =>
    new Promise<Answer>((resolve) => {
      const headers = { 'content-type': 'application/json' };
      const leaving =
        leaveAfterMs === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(leaveAfterMs)]);
      const asking = request(
        `${url}/graphql`,
        { method: 'POST', agent, headers, signal: leaving },
        (response) => {
          let [bytes, start] = [0, ''];
          response.on('data', (chunk: Buffer) => {
            if (bytes < LOOKED_AT) start += chunk.toString('latin1');
            bytes += chunk.length;
          });
          response.once('error', () => resolve(NOTHING));
          response.once('end', () => {
            const [, code = null] = /"code":"(\w+)"/.exec(start) ?? [];
            resolve({ status: response.statusCode ?? 0, bytes, code });
          });
        },
      );
      asking.once('error', () => resolve(NOTHING));
      asking.end(JSON.stringify({ query, variables }));
    });
  return { send, close: () => agent.destroy() };
}

/** Asks as the person of the target, from the address of the attack; answers the data, null where there are none. */
export function askAs(
  { url, localAddress, token }: AttackTarget,
  { signal }: Pick<AttackRun, 'signal'>,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
): Promise<any> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const options = { method: 'POST', agent: new Agent({ localAddress }), headers, signal };
    const asking = request(`${url}/graphql`, options, async (response) => {
      try {
        resolve(JSON.parse((await response.setEncoding('utf8').toArray()).join('')).data ?? null);
      } catch {
        resolve(null);
      }
    });
    asking.once('error', () => resolve(null));
    asking.end(JSON.stringify({ query, variables }));
  });
}

/** Goes on with so many at once until the attack ends; `one` is told its number, counted over all. */
export async function keepDoing(
  { signal }: Pick<AttackRun, 'signal'>,
  atOnce: number,
  one: (count: number) => Promise<unknown>,
): Promise<void> {
  let count = 0;
  const worker = async () => {
    while (!signal.aborted) {
      count += 1;
      await one(count);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

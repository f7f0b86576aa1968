import { Agent, request } from 'node:http';
import type { AttackTarget } from './attack.ts';

export interface Poster {
  /** Sends JSON to a path; answers the text of the answer, empty where there is none. */
  post(path: string, body: string, headers?: Readonly<Record<string, string>>): Promise<string>;
  /** Asks as somebody who is signed in; answers the data, null where it was refused. */
  ask<Data>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Data | null>;
  close(): void;
}

/** Sends requests one after the other from the address of the attack, and reads the answers. */
export function openPoster({ url, localAddress, token }: AttackTarget, signal: AbortSignal): Poster {
  const agent = new Agent({ keepAlive: true, localAddress });
  const post: Poster['post'] = (path, body, more = {}) =>
    new Promise((resolve) => {
      const headers = { 'content-type': 'application/json', ...more };
      const asking = request(`${url}${path}`, { method: 'POST', agent, headers, signal }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
        });
        response.once('error', () => resolve(''));
        response.once('end', () => resolve(text));
      });
      asking.once('error', () => resolve(''));
      asking.end(body);
    });
  return {
    post,
    async ask<Data>(query: string, variables: Readonly<Record<string, unknown>> = {}) {
      const headers = { authorization: `Bearer ${token}` };
      const text = await post('/graphql', JSON.stringify({ query, variables }), headers);
      const { data = null } = JSON.parse(text || '{}') as { data?: Data | null };
      return data;
    },
    close: () => agent.destroy(),
  };
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { signals } from '../telemetry/signals.ts';

/** Kinds of paths, by how they begin; the rest are those of the room. */
const ROUTES: readonly (readonly [RegExp, string])[] = [
  [/^\/graphql$/, 'graphql'],
  [/^\/drafts\/[^/]+\/events$/, 'event_stream'],
  [/^\/(drafts|leagues)\/[^/]+\/.+|^\/events\.ndjson$/, 'export'],
  [/^\/incoming\//, 'incoming'],
  [/^\/(healthz|readyz)$/, 'health'],
];

/** Tells of a request what was answered, and how long that took. */
export function observeRequest(request: IncomingMessage, response: ServerResponse): void {
  const beganAt = performance.now();
  response.once('finish', () => {
    const [path = ''] = (request.url ?? '').split('?');
    const route = ROUTES.find(([pattern]) => pattern.test(path))?.[1] ?? 'room';
    const isStream = route === 'event_stream' && response.statusCode === 200;
    signals.requested(route, response.statusCode, isStream ? null : performance.now() - beganAt);
  });
}

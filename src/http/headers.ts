import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';
import type { Origins } from './limits/origins.ts';

/** How long a browser may keep the answer to a CORS preflight request, in seconds. */
const PREFLIGHT_SECONDS = 600;
const WHAT_MAY_BE_SENT = 'authorization, content-type, last-event-id';

/** Where the editor for queries is, and the files that it loads. */
export const EXPLORER_PATH = '/explorer';
export const EXPLORER_FILES = '/ruru-static/';

/** Headers of all answers: what browsers may do with them. */
export type Headers = (req: IncomingMessage, res: ServerResponse) => void;

/**
 * The headers of every answer. Nothing may be run, framed or guessed from what we answer. Only the editor, where it is served, needs
 * inline scripts and styles; the pages of the room run their own files and nothing else.
 */
export function securityHeaders({ isHttps }: Origins, hasExplorer: boolean): Headers {
  const common = {
    strictTransportSecurity: isHttps,
    // Pages of allowed origins read our answers from another origin.
    crossOriginResourcePolicy: { policy: 'cross-origin' as const },
  };
  const withPolicy = (directives: Readonly<Record<string, string[]>>) =>
    headersOf(helmet({ ...common, contentSecurityPolicy: { useDefaults: false, directives } }));
  const forRoom = withPolicy(ROOM_POLICY);
  const forEditor = withPolicy(EDITOR_POLICY);
  return (req, res) => {
    const path = req.url ?? '';
    const isEditor = hasExplorer && (path.startsWith(EXPLORER_PATH) || path.startsWith(EXPLORER_FILES));
    for (const [name, value] of isEditor ? forEditor : forRoom) res.setHeader(name, value);
    // Answers depend on the origin that asks.
    res.setHeader('cache-control', 'no-store');
  };
}

/** What helmet sets, which is the same for every request: worked out once, and not for each. */
function headersOf(set: ReturnType<typeof helmet>): [name: string, value: string][] {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  set(response.req, response, () => undefined);
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}

const ROOM_POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  // The icon of a tab that says whose turn it is, is drawn by the page.
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'worker-src': ["'self'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
};

const EDITOR_POLICY = {
  'default-src': ["'self'"],
  'script-src': ["'self'", "'unsafe-inline'", "'unsafe-eval'", 'blob:'],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'", 'data:'],
  'worker-src': ["'self'", 'blob:'],
  'connect-src': ["'self'", 'ws:', 'wss:'],
  'frame-ancestors': ["'none'"],
};

/** Lets pages of allowed origins use the service; other origins get no CORS headers, so browsers keep our answers from them. */
export function allowOrigins(req: IncomingMessage, res: ServerResponse, origins: Origins): void {
  const { origin } = req.headers;
  res.setHeader('vary', 'origin');
  if (origin !== undefined && origins.isInvited(origin)) {
    res.setHeader('access-control-allow-origin', origin);
    res.setHeader('access-control-expose-headers', 'retry-after');
  }
}

/** Answers a preflight request. False: the request is none, and nothing was answered. */
export function answerPreflight(req: IncomingMessage, res: ServerResponse, origins: Origins): boolean {
  const { origin } = req.headers;
  const isPreflight = req.method === 'OPTIONS' && req.headers['access-control-request-method'] !== undefined;
  if (!isPreflight) return false;
  if (origin !== undefined && origins.isInvited(origin)) {
    res.setHeader('access-control-allow-methods', 'GET, POST, DELETE');
    res.setHeader('access-control-allow-headers', WHAT_MAY_BE_SENT);
    res.setHeader('access-control-max-age', String(PREFLIGHT_SECONDS));
  }
  res.writeHead(204).end();
  return true;
}

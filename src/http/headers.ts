import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import type { Origins } from './limits/origins.ts';

/** How long a browser may keep the answer to a CORS preflight request, in seconds. */
const PREFLIGHT_SECONDS = 600;
const WHAT_MAY_BE_SENT = 'authorization, content-type, last-event-id';

/** Headers of all answers: what browsers may do with them. */
export type Headers = (req: IncomingMessage, res: ServerResponse) => void;

/**
 * The headers of every answer. Nothing may be run, framed or guessed from what we answer; the editor, where it is served, needs
 * its own scripts and styles. A page of ours that runs a script brings a stricter policy of its own.
 */
export function securityHeaders({ isHttps }: Origins, hasExplorer: boolean): Headers {
  const nothing = { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], 'base-uri': ["'none'"] };
  const editor = {
    'default-src': ["'self'"],
    'script-src': ["'self'", "'unsafe-inline'", "'unsafe-eval'", 'blob:'],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'", 'data:'],
    'worker-src': ["'self'", 'blob:'],
    'connect-src': ["'self'", 'ws:', 'wss:'],
    'frame-ancestors': ["'none'"],
  };
  const set = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: hasExplorer ? editor : nothing },
    strictTransportSecurity: isHttps,
    // Pages of allowed origins read our answers from another origin.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  });
  return (req, res) => {
    set(req, res, () => undefined);
    // Answers depend on the origin that asks.
    res.setHeader('cache-control', 'no-store');
  };
}

/**
 * Lets pages of allowed origins use the service; other origins get no CORS headers, so browsers keep our answers from them. True: the
 * request was a preflight request, and is answered.
 */
export function answerCors(req: IncomingMessage, res: ServerResponse, origins: Origins): boolean {
  const { origin } = req.headers;
  res.setHeader('vary', 'origin');
  if (origin !== undefined && origins.isInvited(origin)) {
    res.setHeader('access-control-allow-origin', origin);
    res.setHeader('access-control-expose-headers', 'retry-after');
  }
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

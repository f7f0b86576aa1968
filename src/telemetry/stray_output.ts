import { format } from 'node:util';
import type { Log } from './log.ts';

/**
 * Redirects what libraries would write to stderr as plain text into the log, so that every line there is JSON: warnings of Node.js
 * (deprecations, encryption of connections), console.warn and console.error.
 */
export function takeStrayOutput(log: Log): void {
  // Node.js writes them itself as long as this listener of its own is there.
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message, ...warning }) => {
    log.warn({ warning: name, code: 'code' in warning ? warning.code : undefined }, message);
  });
  console.warn = (...words: unknown[]) => log.warn({}, format(...words));
  console.error = (...words: unknown[]) => log.error({}, format(...words));
}

import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { spanNames } from './spans.ts';

/** The part of a pino logger that the program uses. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Log levels, the most verbose first. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** One of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** So much of the log, in characters, waits while it cannot be written; what is above is dropped. */
const MOST_WAITING = 1_000_000;

/**
 * The program's log: one JSON object a line on stderr, so that stdout stays free for what a command was asked for.
 * Written synchronously: the last lines before a crash are the ones that matter.
 */
export function createLog(level: LogLevel, to: DestinationStream = toStderr()): Logger {
  const timestamp = () => `,"time":"${new Date().toISOString()}"`;
  const serializers = { err: describeError, error: describeError };
  // A copy: pino writes into what it is given.
  const mixin = () => ({ ...spanNames() });
  return pino({ level, timestamp, serializers, mixin }, to);
}

/** A service goes on where its log cannot be written, as on a full disk: lines wait for room, as many as are kept. */
function toStderr(): DestinationStream {
  const stderr = destination({ fd: 2, sync: true, maxLength: MOST_WAITING });
  stderr.on('error', () => undefined);
  return stderr;
}

/** pino would write every property of an error, and pg hangs the whole connection on some of them. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack } = error;
  const code = 'code' in error ? error.code : undefined;
  const cause = error.cause === undefined ? undefined : describeError(error.cause);
  return { name, message, code, stack, cause };
}

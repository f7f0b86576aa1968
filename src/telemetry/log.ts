import { destination, type Logger, pino } from 'pino';

/** What the rest of the program may do with a log; a pino logger is one. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Levels a log can have, most talkative first. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** One of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * The program's log: one JSON object a line on stderr, so that stdout stays free for what a command was asked for.
 * Written synchronously: the last lines before a crash are the ones that matter.
 */
export function createLog(level: LogLevel): Logger {
  return pino(
    { level, timestamp: () => `,"time":"${new Date().toISOString()}"` },
    destination({ fd: 2, sync: true }),
  );
}

import { Logger, type LogLevel } from 'graphile-worker';
import type { Log } from './log.ts';

/** graphile-worker announces each job it starts and ends as "info"; for an operator that is detail. */
const levelOf: Readonly<Record<`${LogLevel}`, keyof Log>> = {
  error: 'error',
  warning: 'warn',
  info: 'debug',
  debug: 'debug',
};

/** graphile-worker's messages, in the program's own log. */
export function workerLogger(log: Log): Logger {
  return new Logger((scope) => (level, message, meta) => {
    log[levelOf[level]]({ ...scope, ...meta }, message);
  });
}

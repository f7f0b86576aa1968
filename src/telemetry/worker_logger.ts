import { Logger, type LogLevel } from 'graphile-worker';
import type { Log } from './log.ts';

/** graphile-worker announces each job it starts and ends as "info"; for an operator that is detail. */
const levelOf: Readonly<Record<`${LogLevel}`, keyof Log>> = {
  error: 'error',
  warning: 'warn',
  info: 'debug',
  debug: 'debug',
};

/**
 * What graphile-worker warns of where it has fewer connections than jobs at once. The relay has so on purpose: its jobs wait for endpoints
 * without a connection.
 */
const FEW_CONNECTIONS = /maxPoolSize .* smaller than concurrency/;

/** graphile-worker's messages, in the program's own log. */
export function workerLogger(log: Log): Logger {
  return new Logger((scope) => (level, message, meta) => {
    const ours = FEW_CONNECTIONS.test(message) ? 'debug' : levelOf[level];
    log[ours]({ ...scope, ...meta }, message);
  });
}

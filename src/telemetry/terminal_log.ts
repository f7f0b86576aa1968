import type { DestinationStream, Logger } from 'pino';
import { createLog, type LogLevel } from './log.ts';

const WARNING = 40;
const ERROR = 50;

/** Whether a person reads what this process says: both its output and its log go to a terminal. */
export function isReadByPerson(): boolean {
  return Boolean(process.stdout.isTTY && process.stderr.isTTY);
}

/**
 * The log for a person at a terminal: a short line on stderr for each warning and error. What is merely told for the record is left out
 * where the level is the usual one; LOG_LEVEL=debug brings it back, and a redirected stderr the JSON.
 */
export function createTerminalLog(level: LogLevel): Logger {
  return createLog(level === 'info' ? 'warn' : level, { write: writeLine });
}

const writeLine: DestinationStream['write'] = (json) => {
  process.stderr.write(`${lineOf(json)}\n`);
};

/** `warning: a message (its cause)` for a line of the log. */
export function lineOf(json: string): string {
  const { level, msg, err } = JSON.parse(json) as { level: number; msg?: string; err?: { message?: string } };
  const kind = level >= ERROR ? 'error: ' : level >= WARNING ? 'warning: ' : '';
  const cause = err?.message === undefined || err.message === msg ? '' : ` (${err.message})`;
  return `  ${kind}${msg ?? ''}${cause}`;
}

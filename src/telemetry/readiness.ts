import { z } from 'zod';
import type { Log } from './log.ts';

/**
 * What a process writes to its log, at the level "info", once it does its work: the fields of one JSON line. Programs that start
 * processes wait for the field `ready`, never for the sentence beside it.
 */
const readiness = z.object({
  /** What it does: `worker` picks, `server` answers GraphQL, `start` both. */
  ready: z.enum(['worker', 'server', 'start']),
  /** Where GraphQL is answered; a worker has none. */
  url: z.string().optional(),
  /** Where its metrics are, where METRICS_PORT is set. */
  metricsUrl: z.string().optional(),
  /** The database that it works on, without secrets. */
  database: z.string().optional(),
});

/** The fields of the log line with which a process says that it is ready. */
export type Readiness = z.infer<typeof readiness>;

/** Writes the line with which a process says that it is ready. */
export function logReady(log: Log, fields: Readiness, sentence: string): void {
  log.info(fields, sentence);
}

/** What a line of a process's output says about its readiness; null where it says nothing of it. */
export function readinessIn(line: string): Readiness | null {
  if (!line.includes('"ready"')) return null;
  try {
    return readiness.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

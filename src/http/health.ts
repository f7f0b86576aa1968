import type { ServerResponse } from 'node:http';
import { degraded, type Part } from '../telemetry/degraded.ts';

/** By which health is asked. */
export const HEALTH_METHODS: readonly string[] = ['GET', 'HEAD'];
/** Soon enough for whoever asks, and asked of the database no more often. */
const REMEMBERED_MS = 100;

/** Whether a process does its work, and what else its operator should know. */
export interface Readiness {
  readonly ready: boolean;
  /** The pools of connections that the database does not answer, by name. */
  readonly silent?: readonly string[];
  /** `changed` where another version has migrated the database since the process began. */
  readonly schema?: 'changed';
  /** What the process does its work without. */
  readonly degraded?: readonly Part[];
}

/** Whether a path is that of a health check. */
export function isHealthCheck(path: string | undefined): boolean {
  return path === '/healthz' || path === '/readyz';
}

/** The same question is asked once for all who ask meanwhile, and its answer holds for a moment. A refusal does not. */
export function askedOnce<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  const forget = () => {
    asked = null;
  };
  return () => {
    if (asked) return asked;
    asked = ask();
    asked.then(() => setTimeout(forget, REMEMBERED_MS).unref(), forget);
    return asked;
  };
}

/**
 * Answers health checks: under /healthz that the process runs, under /readyz whether it does its work right now (200 or 503, with
 * the names of what does not answer) and what it does without, as JSON. False: that is another path, and nothing was answered.
 */
export async function answerHealth(
  path: string | undefined,
  res: ServerResponse,
  isReady: () => boolean | Readiness | Promise<boolean | Readiness>,
): Promise<boolean> {
  if (!isHealthCheck(path)) return false;
  if (path === '/healthz') answer(res, 200, { alive: true });
  else {
    const said = await isReady();
    const readiness: Readiness = typeof said === 'boolean' ? { ready: said } : said;
    const missing = degraded.parts();
    const told: Readiness = missing.length === 0 ? readiness : { ...readiness, degraded: missing };
    answer(res, readiness.ready ? 200 : 503, told);
  }
  return true;
}

function answer(res: ServerResponse, status: number, body: unknown): void {
  res
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    .end(`${JSON.stringify(body)}\n`);
}

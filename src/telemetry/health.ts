import type { ServerResponse } from 'node:http';

/** Ready or not; what is not, by names, where that is known (none: ready). */
export type Readiness = boolean | readonly string[];

/**
 * Answers whoever watches this process: under /healthz that it lives, under /readyz whether it does its work right now (200 or
 * 503, with the names of what does not answer), as JSON. False: that is another path, and nothing was answered.
 */
export async function answerHealth(
  path: string | undefined,
  res: ServerResponse,
  isReady: () => Readiness | Promise<Readiness>,
): Promise<boolean> {
  if (path === '/healthz') answer(res, 200, { alive: true });
  else if (path === '/readyz') {
    const found = await isReady();
    const ready = typeof found === 'boolean' ? found : found.length === 0;
    answer(res, ready ? 200 : 503, { ready, ...(ready || found === false ? {} : { silent: found }) });
  } else return false;
  return true;
}

function answer(res: ServerResponse, status: number, body: unknown): void {
  res
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    .end(`${JSON.stringify(body)}\n`);
}

import type { ServerResponse } from 'node:http';

/**
 * Answers whoever watches this process: under /healthz that it lives, under /readyz whether it does its work right now (200 or
 * 503), as JSON. False: that is another path, and nothing was answered.
 */
export async function answerHealth(
  path: string | undefined,
  res: ServerResponse,
  isReady: () => boolean | Promise<boolean>,
): Promise<boolean> {
  if (path === '/healthz') answer(res, 200, { alive: true });
  else if (path === '/readyz') {
    const ready = await isReady();
    answer(res, ready ? 200 : 503, { ready });
  } else return false;
  return true;
}

function answer(res: ServerResponse, status: number, body: unknown): void {
  res
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    .end(`${JSON.stringify(body)}\n`);
}

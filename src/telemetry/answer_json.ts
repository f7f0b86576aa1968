import type { ServerResponse } from 'node:http';

/** Answers a request with JSON: what programs ask that watch this one. */
export function answerJson(res: ServerResponse, status: number, body: unknown): void {
  res
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    .end(`${JSON.stringify(body)}\n`);
}

import { once } from 'node:events';
import { createServer } from 'node:http';

/** Stands in front of a server and loses answers on their way back. */
export interface LossyFront {
  readonly url: string;
  /** How many requests reached the server. */
  readonly served: number;
  /** The answers to the next so many requests are lost; the requests are carried out. */
  loseNext(count: number): void;
  close(): Promise<void>;
}

/** Opens a front on a free port. */
export async function openLossyFront(target: string): Promise<LossyFront> {
  let served = 0;
  let toLose = 0;
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const { 'content-type': type = '', authorization = '' } = req.headers;
    const answer = await fetch(`${target}${req.url}`, {
      method: req.method ?? 'POST',
      headers: { 'content-type': type, ...(authorization ? { authorization } : {}) },
      body: Buffer.concat(chunks),
    });
    const text = await answer.text();
    served += 1;
    if (toLose > 0) {
      toLose -= 1;
      res.destroy();
      return;
    }
    res.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    get served() {
      return served;
    },
    loseNext(count) {
      toLose = count;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

// A system that gets events by a webhook: it checks each signature, takes each event once, and loses none when it is killed.
// WEBHOOK_SECRET=whsec_… FILE=events.ndjson PORT=8080 npx node examples/consumer.ts
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

const MOST_BYTES = 1_000_000;
const secret = process.env['WEBHOOK_SECRET'] ?? '';
if (secret === '') {
  console.error('Say in WEBHOOK_SECRET which secret the endpoint has: createEndpoint tells it once.');
  process.exit(2);
}
const file = process.env['FILE'] ?? 'events.ndjson';
const webhook = webhookOf(secret);
const port = Number(process.env['PORT'] ?? 8080);
if (!(Number.isInteger(port) && port >= 0 && port <= 65_535))
  fail(`PORT must be a port number from 0 to 65535; it is ${process.env['PORT']}.`);

function fail(why: string): never {
  console.error(why);
  process.exit(1);
}

function webhookOf(given: string): Webhook {
  try {
    return new Webhook(given);
  } catch {
    return fail(
      'WEBHOOK_SECRET is no secret of an endpoint: it begins with whsec_, and createEndpoint tells it once.',
    );
  }
}

/** The ids of the events in the file. A line that a kill cut off is removed: its event was not acknowledged, so it comes again. */
function readKnown(): Set<string> {
  if (!existsSync(file)) return new Set();
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  return new Set(whole.split('\n').flatMap((line) => (line === '' ? [] : [String(JSON.parse(line).id)])));
}

const known = readKnown();
const output = openSync(file, 'a');

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Error('The message is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Verifies a message and keeps its event; answers the HTTP status. Only what is on the disk is acknowledged. */
function take(body: string, headers: Record<string, string>): number {
  try {
    webhook.verify(body, headers);
  } catch {
    return 401;
  }
  const event = JSON.parse(body) as { id: string };
  // The same id is sent again until it is acknowledged, and perhaps once more.
  if (known.has(event.id)) return 204;
  writeSync(output, `${JSON.stringify(event)}\n`);
  fsyncSync(output);
  known.add(event.id);
  return 204;
}

const server = createServer(async (request, response) => {
  const status = await bodyOf(request).then(
    (body) => take(body, request.headers as Record<string, string>),
    () => 413,
  );
  response.writeHead(status).end();
});
server.once('error', ({ message }) => fail(`It cannot listen: ${message}. Say another PORT.`));
server.listen(port, '127.0.0.1', () => {
  process.stdout.write(
    `listening on ${(server.address() as AddressInfo).port}; ${known.size} events so far\n`,
  );
});
process.once('SIGTERM', () => {
  server.close(() => closeSync(output));
  server.closeAllConnections();
});

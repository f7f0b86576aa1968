// A system that gets events from NATS JetStream: it takes each event once, and loses none when it is killed.
// NATS_URL=nats://127.0.0.1:4222 STREAM=EVENTS FILE=events.ndjson npx node examples/nats_consumer.ts
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

const NAME = 'example';
const NANOSECONDS_PER_SECOND = 1_000_000_000;
/** What was not acknowledged for so long comes again. */
const ACKNOWLEDGE_WITHIN_SECONDS = 2;
const stream = process.env['STREAM'] ?? 'EVENTS';
const file = process.env['FILE'] ?? 'events.ndjson';

/** The ids of the events in the file. A line that a kill cut off is removed: its event was not acknowledged, so it comes again. */
function readKnown(): Set<string> {
  if (!existsSync(file)) return new Set();
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  return new Set(whole.split('\n').flatMap((line) => (line === '' ? [] : [String(JSON.parse(line).id)])));
}

const servers = process.env['NATS_URL'] ?? 'nats://127.0.0.1:4222';
// Until the first connection the client says nothing of those that fail.
const waiting = setInterval(
  () => console.error(`No NATS answers at ${servers} (NATS_URL); trying again.`),
  5_000,
);
const known = readKnown();
const output = openSync(file, 'a');
const connection = await connect({
  servers,
  ...{ maxReconnectAttempts: -1, waitOnFirstConnect: true, reconnectTimeWait: 200 },
});
clearInterval(waiting);
process.once('SIGTERM', () => void connection.close().then(() => closeSync(output)));
// One message at a time: what is not acknowledged comes again before what is behind it.
await (await jetstreamManager(connection)).consumers.add(stream, {
  durable_name: NAME,
  ack_policy: AckPolicy.Explicit,
  ack_wait: ACKNOWLEDGE_WITHIN_SECONDS * NANOSECONDS_PER_SECOND,
  max_ack_pending: 1,
});
const consumer = await jetstream(connection).consumers.get(stream, NAME);
process.stdout.write(`listening; ${known.size} events so far\n`);
for await (const message of await consumer.consume()) {
  const event = message.json<{ id: string }>();
  // The same id is sent again until it is acknowledged, and perhaps once more.
  if (!known.has(event.id)) {
    writeSync(output, `${JSON.stringify(event)}\n`);
    fsyncSync(output);
    known.add(event.id);
  }
  message.ack();
}

import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { envelope } from '../../src/publishers/envelope.ts';
import { publishers } from '../../src/publishers/registry.ts';
import { createLog } from '../../src/telemetry/log.ts';

it('the publisher called log writes the whole event into the log of the process, as one line', async () => {
  const lines = new PassThrough();
  const log = createLog('info', lines);
  const known = publishers({ networks: [], natsUrl: undefined, log });
  const event = envelope(
    { kind: 'draft', id: 'd1', leagueId: 'l1' },
    { version: 3, at: '2026-01-01T00:00:00Z', kind: 'PICKED', data: { playerId: 7 } },
    undefined,
  );
  const written = once(lines, 'data');
  const to = { kind: 'LOG' as const, target: '', secrets: [] };
  const names = async () => ({ teams: {}, players: {} });
  const message = { event, to, at: new Date(0), names };
  expect(await known.get('LOG')?.publish(message, new AbortController().signal)).toEqual({ ok: true });
  const [line] = (await written) as [Buffer];
  expect(JSON.parse(line.toString())).toMatchObject({
    level: 30,
    event: { id: 'd1:3', data: { playerId: 7 } },
  });
  await Promise.all([...known.values()].map((publisher) => publisher.close()));
});

import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { frameOf } from '../../src/api/shared_frames.ts';

/** What a client gets of frames that are written to its connection between other messages. */
async function received(frames: readonly Buffer[]): Promise<string[]> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  try {
    await once(server, 'listening');
    server.on('connection', (socket, request) => {
      for (const frame of frames) {
        (request.socket as Socket).write(frame);
        socket.send('between');
      }
      socket.close();
    });
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const messages: string[] = [];
    client.on('message', (data) => messages.push(String(data)));
    await once(client, 'close');
    return messages;
  } finally {
    server.close();
  }
}

describe('the frame of a result', () => {
  it('is read by a WebSocket as the message of graphql-ws, whatever its length', async () => {
    const results = [1, 100, 130, 70_000].map((length) => ({ data: { text: 'ü'.repeat(length) } }));
    const messages = await received(results.map((result) => frameOf(result, 'an "id"')));
    const expected = results.flatMap((payload) => [
      JSON.stringify({ id: 'an "id"', type: 'next', payload }),
      'between',
    ]);
    expect(messages).toEqual(expected);
  });

  it('is made once for all who get it under the same id', () => {
    const result = { data: { version: 1 } };
    expect(frameOf(result, 'events')).toBe(frameOf(result, 'events'));
    expect(frameOf(result, 'other').equals(frameOf(result, 'events'))).toBe(false);
    expect(frameOf({ ...result }, 'events')).not.toBe(frameOf(result, 'events'));
  });

  it('is kept for a few ids only', () => {
    const result = { data: { version: 1 } };
    for (let id = 0; id < 20; id += 1) frameOf(result, `first ${id}`);
    expect(frameOf(result, 'last')).not.toBe(frameOf(result, 'last'));
    expect(frameOf(result, 'last').toString()).toContain('"id":"last"');
  });
});

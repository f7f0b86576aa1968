import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Addresses } from '../../../src/http/limits/addresses.ts';
import { Connections } from '../../../src/http/limits/connections.ts';

const MOST = 20;
/** Connections above the limit that are told why. */
const TOLD = 16;

/** As much of a socket as counting needs. */
function socketFrom(remoteAddress: string): Socket {
  return Object.assign(new EventEmitter(), { remoteAddress }) as unknown as Socket;
}

const newConnections = (openFiles?: number) =>
  new Connections(new Addresses(['10.0.0.0/8']), MOST, openFiles);

describe('the connections of an address', () => {
  it('are admitted up to a limit, then refused with a message, then closed', () => {
    const connections = newConnections();
    const taken = Array.from({ length: MOST + TOLD + 5 }, () => connections.accept(socketFrom('192.0.2.1')));
    expect(taken.slice(0, MOST)).toEqual(Array(MOST).fill('admitted'));
    expect(taken.slice(MOST, MOST + TOLD)).toEqual(Array(TOLD).fill('refused'));
    expect(taken.slice(MOST + TOLD)).toEqual(Array(5).fill('closed'));
    expect(connections.accept(socketFrom('192.0.2.2'))).toBe('admitted');
  });

  it('make room when they close, whatever was refused meanwhile', () => {
    const connections = newConnections();
    const sockets = Array.from({ length: MOST }, () => socketFrom('192.0.2.1'));
    for (const socket of sockets) connections.accept(socket);
    for (let n = 0; n < TOLD; n += 1) connections.accept(socketFrom('192.0.2.1'));
    sockets[0]?.emit('close');
    expect(connections.accept(socketFrom('192.0.2.1'))).toBe('admitted');
    expect(connections.accept(socketFrom('192.0.2.1'))).toBe('closed');
  });

  it('are counted together for a whole IPv6 network', () => {
    const connections = newConnections();
    const taken = Array.from({ length: MOST + 1 }, (_, n) =>
      connections.accept(socketFrom(`2001:db8::${n + 1}`)),
    );
    expect(taken.at(-1)).toBe('refused');
    expect(connections.accept(socketFrom('2001:db8:0:1::1'))).toBe('admitted');
  });

  it('of a trusted proxy are not counted, but what comes through them is, by who sent it', () => {
    const connections = newConnections();
    const requestFrom = (client: string) => ({
      socket: socketFrom('10.0.0.1'),
      headers: { 'x-forwarded-for': client },
    });
    for (let n = 0; n < 10 * MOST; n += 1)
      expect(connections.accept(socketFrom('10.0.0.1'))).toBe('admitted');
    const admit = (client: string) =>
      connections.admit(requestFrom(client) as unknown as IncomingMessage, new EventEmitter());
    const admitted = Array.from({ length: MOST + 1 }, (_, n) => admit(`192.0.2.1:${1_000 + n}`));
    expect(admitted).toEqual([...Array(MOST).fill(true), false]);
    expect(admit('192.0.2.2')).toBe(true);
  });

  it('leave a quarter of what the process can open to others', () => {
    const connections = newConnections(128 + 16);
    expect(connections.most).toBe(16);
    const taken = Array.from({ length: 13 }, () => connections.accept(socketFrom('192.0.2.1')));
    expect(taken).toEqual([...Array(12).fill('admitted'), 'refused']);
  });

  it('are not accepted for a while from an address that ignores refusals', async () => {
    const connections = newConnections();
    connections.shun('192.0.2.1', 20);
    expect(connections.accept(socketFrom('192.0.2.1'))).toBe('closed');
    expect(connections.accept(socketFrom('192.0.2.2'))).toBe('admitted');
    await expect
      .poll(() => connections.accept(socketFrom('192.0.2.1')), { timeout: 30_000 })
      .toBe('admitted');
  });
});

describe('the requests of a connection', () => {
  it('are answered one after the other, and no more than ten may wait', async () => {
    const connections = newConnections();
    const socket = socketFrom('192.0.2.1');
    const begun: number[] = [];
    const stays = Array.from({ length: 11 }, () => new EventEmitter());
    const answers = stays.map(async (stay, n) => {
      const turn = connections.begin(socket, stay);
      if (turn === null) return false;
      await turn;
      begun.push(n);
      return true;
    });
    expect(await answers[10]).toBe(false);
    expect(begun).toEqual([0]);
    for (const stay of stays) stay.emit('close');
    expect(await Promise.all(answers)).toEqual([...Array(10).fill(true), false]);
    expect(begun).toEqual(Array.from({ length: 10 }, (_, n) => n));
  });
});

import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { DraftSheetDocument } from '../../client/operations.generated.ts';
import { ask } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';
import { statementsUnderWay, whileLocked } from '../support/table_lock.ts';
import { until } from '../support/until.ts';

const { database, api } = testService();

/** A WebSocket that speaks graphql-transport-ws, message by message. */
class Line {
  readonly #socket: WebSocket;
  readonly #payloads = new Map<string, unknown[]>();
  readonly #over = new Map<string, PromiseWithResolvers<unknown[]>>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      const { id, type, payload } = JSON.parse(String(data));
      if (type === 'next') this.#payloads.get(id)?.push(payload);
      if (type === 'complete' || type === 'error') this.#over.get(id)?.resolve(this.#payloads.get(id) ?? []);
    });
  }

  static async open(): Promise<Line> {
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    const acknowledged = once(socket, 'message');
    socket.send('{"type":"connection_init"}');
    await acknowledged;
    return new Line(socket);
  }

  /** Begins an operation; resolves with what it was told when it is over. */
  ask(id: string, query: string, variables: object = {}): Promise<unknown[]> {
    const over = Promise.withResolvers<unknown[]>();
    this.#payloads.set(id, []);
    this.#over.set(id, over);
    this.#socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } }));
    return over.promise;
  }

  giveUp(id: string): void {
    this.#socket.send(JSON.stringify({ id, type: 'complete' }));
  }

  close(): void {
    this.#socket.terminate();
  }
}

let line: Line;
beforeAll(async () => {
  line = await Line.open();
});
afterAll(() => line.close());

describe('an answer over a WebSocket', () => {
  it('is the same as over HTTP, and told once', async () => {
    const { draftId } = await newDraft(database.pool);
    // Without what is another time each time that it is asked.
    const sheet = DraftSheetDocument.toString().replace('databaseTime', '');
    const { data, errors } = await ask(api.url, sheet, { draftId });
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ draft: { id: draftId, board: expect.any(Array) } });
    expect(await line.ask('sheet', sheet, { draftId })).toEqual([{ data }]);
  });

  it('with an error has its data beside it', async () => {
    const query = '{ databaseTime drafts(first: 1, after: "none") { nodes { id } } }';
    const [told] = await line.ask('partly', query);
    expect(told).toEqual({
      data: { databaseTime: expect.any(String), drafts: null },
      errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: 'INPUT_INVALID' }) })],
    });
  });
});

describe('an operation that is given up', () => {
  it('is not read for when its turn comes, and another one on the same socket is', async () => {
    await whileLocked(database.pool, 'rankings', async () => {
      const answers = await whileLocked(database.pool, 'player_pools', async (release) => {
        // As many as may be read at once for who is not signed in.
        const held = line.ask('pools', '{ playerPools(first: 1) { nodes { id } } }');
        await until(async () => ((await statementsUnderWay(database.pool)) >= 1 ? true : undefined));
        void line.ask('given up', '{ rankings(first: 1) { nodes { id } } }');
        line.giveUp('given up');
        const last = line.ask('last', '{ drafts(first: 1) { nodes { id } } }');
        await release();
        return Promise.all([held, last]);
      });
      for (const told of answers) expect(told).toMatchObject([{ data: expect.any(Object) }]);
      // It would wait for the table that is locked, in front of the one that was answered.
      expect(await statementsUnderWay(database.pool)).toBe(0);
    });
  });
});

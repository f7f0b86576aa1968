import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setTeamManager } from '../../src/database/leagues.ts';
import { ask, fieldOf, tokenFor } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { always, type Receiver, startReceiver, TAKE } from '../support/receiver.ts';
import { newWebhook, pick, withRelay } from '../support/relay.ts';
import { testService } from '../support/service.ts';
import { until } from '../support/until.ts';

const { database, api } = testService();
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());

/** The section of docs/operations.md, and the statement in it. */
const SECTION =
  readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
    .split(/^## /m)
    .find((section) => section.startsWith('Events do not reach another system')) ?? '';
const [, STATEMENT = ''] = /```sql\n([\s\S]*?)```/.exec(SECTION) ?? [];

/** Step 1 as it is written. */
async function whoIsBehind() {
  const { rows } = await database.pool.query(STATEMENT);
  return rows.map(({ last_error, events_behind, failures }) => ({
    lastError: last_error,
    eventsBehind: Number(events_behind),
    failures,
  }));
}

it('the steps about endpoints do what docs/operations.md says: who is behind, a stuck one, dead letters, catching up', async () => {
  const draft = await newDraft(database.pool, { teams: 2, rounds: 6 });
  const endpointId = await newWebhook(database.pool, receiver.url, draft.leagueId);
  const userId = draft.commissioner.kind === 'CLOCK' ? '' : (draft.commissioner.userId ?? '');
  const token = await tokenFor(userId);
  const mutate = async (call: string) => {
    expect(SECTION).toContain(`\`${call.split('(')[0]}`);
    const args = call.replace('endpointId', `endpointId: "${endpointId}"`);
    const { errors } = await ask(api.url, `mutation { ${args} { endpoint { id } } }`, {}, token);
    expect(errors).toEqual([]);
  };
  const listed = async () => {
    const query =
      '{ endpoint(id: $id) { deadLetters { nodes { id version error attempts } } deliveries(first: 1, orderBy: ID_DESC) { nodes { succeeded } } } }';
    const { data, errors } = await ask(api.url, `query ($id: UUID!) ${query}`, { id: endpointId }, token);
    expect(errors).toEqual([]);
    return fieldOf<{
      deadLetters: { nodes: { version: number; error: string; attempts: number }[] };
      deliveries: { nodes: { succeeded: boolean }[] };
    }>(data, 'endpoint');
  };
  receiver.answer = always(500);
  await pick(database.pool, draft, 1, 4);
  await withRelay(database, async () => {
    // 1. and 2. A stuck one: what it answers, the open breaker, a test past it, and on again.
    await until(async () => {
      await database.pool.query('update app_private.endpoint_cursors set retry_at = clock_timestamp()');
      const [row] = await whoIsBehind();
      return row && row.failures >= 5 ? true : undefined;
    });
    expect(await whoIsBehind()).toEqual([
      { lastError: 'It answered with HTTP 500.', eventsBehind: 4, failures: expect.any(Number) },
    ]);
    receiver.answer = TAKE;
    await mutate('testEndpoint(endpointId)');
    await until(async () => ((await listed()).deliveries.nodes[0]?.succeeded ? true : undefined));
    expect((await whoIsBehind())[0]?.eventsBehind).toBe(4);
    await mutate('setEndpointEnabled(endpointId, enabled: true)');
    await until(async () => ((await whoIsBehind()).length === 0 ? true : undefined));

    // 3. Dead letters: listed, replayed out of order, dropped.
    receiver.answer = (received, res, req) =>
      (/:(7|9)$/.test(received.event.id) ? always(422) : TAKE)(received, res, req);
    await pick(database.pool, draft, 5, 8);
    await until(async () => {
      await database.pool.query(
        'update app_private.endpoint_cursors set attempts = 15, retry_at = clock_timestamp()',
      );
      await database.pool.query(
        'update app_public.endpoints set failures = 0, failing_since = null, open_until = null',
      );
      return (await listed()).deadLetters.nodes.length === 2 && (await whoIsBehind()).length === 0
        ? true
        : undefined;
    });
    expect((await listed()).deadLetters.nodes).toMatchObject([
      { version: 7, error: 'It answered with HTTP 422.', attempts: 16 },
      { version: 9, error: 'It answered with HTTP 422.', attempts: 16 },
    ]);
    receiver.answer = (received, res, req) =>
      (received.event.id.endsWith(':9') ? always(422) : TAKE)(received, res, req);
    await mutate('replayDeadLetters(endpointId)');
    await until(async () => ((await listed()).deadLetters.nodes.length === 1 ? true : undefined));
    expect(receiver.received.at(-1)?.event.sequence).toMatch(/^000000000(7|9)$/);
    await mutate('dropDeadLetters(endpointId)');
    expect((await listed()).deadLetters.nodes).toEqual([]);

    // 4. Catching up: what happened while it was switched off, in the league as well.
    await mutate('setEndpointEnabled(endpointId, enabled: false)');
    await setTeamManager(database.pool, draft.teamIds[0] ?? '', null, draft.commissioner);
    expect((await whoIsBehind())[0]?.eventsBehind).toBe(2);
    await pick(database.pool, draft, 9, 12);
    expect((await whoIsBehind())[0]?.eventsBehind).toBe(7);
    receiver.answer = TAKE;
    await mutate('setEndpointEnabled(endpointId, enabled: true)');
    await until(async () => ((await whoIsBehind()).length === 0 ? true : undefined));
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../src/processes/program.ts';
import { ask, SECRET, tokenFor } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { addressOf, metricsOf, startProgram } from '../support/processes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
let server: Program;
beforeAll(async () => {
  database = await createTestDatabase();
  server = startProgram(['src/main.ts', 'server'], {
    DATABASE_URL: database.url,
    AUTH_SECRET: SECRET,
    PORT: '0',
    METRICS_PORT: '0',
    GRAPHILE_ENV: 'production',
  });
});
afterAll(async () => {
  server.child.kill('SIGTERM');
  await server.ended();
  await database.drop();
});

const PICK = `mutation ($draftId: UUID!, $pickNumber: Int!, $playerId: ID!) {
  makePick(draftId: $draftId, pickNumber: $pickNumber, playerId: $playerId) { repeated }
}`;

describe('the metrics of a server process', () => {
  it('count a pick by a person once, however often the request is repeated', async () => {
    const [url, metricsUrl] = [await addressOf(server), await metricsOf(server)];
    const { draftId, managers, players } = await newDraft(database.pool);
    const [manager] = managers;
    const token = await tokenFor(manager?.kind === 'USER' ? (manager.userId ?? '') : '');
    const variables = { draftId, pickNumber: 1, playerId: players[0] };
    for (const repeated of [false, true]) {
      expect((await ask(url, PICK, variables, token)).data).toMatchObject({ makePick: { repeated } });
    }
    // The pick is answered before it is announced.
    const text = await until(async () => {
      const scraped = await (await fetch(metricsUrl)).text();
      return /stage_seconds_count\{stage="announce"\} [1-9]/.test(scraped) ? scraped : undefined;
    });
    expect(text).toContain('draft_orchestrator_picks_total{source="MANUAL"} 1\n');
    expect(text).toContain('draft_orchestrator_pick_lateness_seconds_count 0\n');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DraftClient } from '../../client/draft_client.ts';
import type { Program } from '../../src/processes/program.ts';
import { type Api, startApi, tokenFor } from '../support/api.ts';
import { filledIn, panels } from '../support/dashboard.ts';
import { managerId, newDraft } from '../support/drafts.ts';
import { metricsOf, startProgram } from '../support/processes.ts';
import { type AnsweredSeries, hasPrometheus, Prometheus } from '../support/prometheus.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { newWebhook } from '../support/relay.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

/** Two processes and a Prometheus start here, on cores that are busy with other tests. */
const PATIENCE_MS = 120_000;
const WAITING = { timeout: 30_000, interval: 300 };

/** Expressions without a number to draw while all is well, by their legends, and why. */
const NOTHING_TO_DRAW: Readonly<Record<string, string>> = {
  '{{alertname}}': 'no alert fires',
  'fallback: {{strategy}}': 'no strategy fails',
  'waiting: {{pool}}': 'no statement waits',
  '{{replica}}': 'the server reads from its primary: how old a replica is that is none is not known, +Inf',
};

const asked = panels.flatMap(({ type, title, targets = [] }) =>
  targets.map(({ expr, legendFormat }) => ({ type, title, expr: filledIn(expr), legendFormat })),
);

describe.skipIf(!hasPrometheus)(
  'a Prometheus that scrapes a server and a worker',
  {
    timeout: PATIENCE_MS,
  },
  () => {
    let database: TestDatabase;
    let receiver: Receiver;
    let api: Api;
    let worker: Program;
    let prometheus: Prometheus;

    beforeAll(async () => {
      [database, receiver] = await Promise.all([createTestDatabase(), startReceiver()]);
      worker = startProgram(['src/main.ts', 'worker'], {
        ...{ DATABASE_URL: database.url, ENDPOINT_NETWORKS: '127.0.0.0/8' },
        ...{ METRICS_PORT: '0', LOG_LEVEL: 'info' },
      });
      api = await startApi(database.url, { METRICS_PORT: '0', DATABASE_READ_URL: database.url });
      prometheus = await Prometheus.start(await Promise.all([api.program, worker].map(metricsOf)));
      // From here on it sees what rises.
      await untilAnswered('sum(up{job="draft-orchestrator"}) == 2');
    }, PATIENCE_MS);
    afterAll(async () => {
      await prometheus.stop();
      await Promise.all([api.program.kill(), worker.kill()]);
      await receiver.stop();
      await database.drop();
    });

    it('evaluates every rule', async () => {
      const unwell = async () => (await prometheus.rules()).filter(({ health }) => health !== 'ok');
      await expect.poll(unwell, WAITING).toEqual([]);
      expect((await prometheus.rules()).length).toBeGreaterThan(20);
    });

    it('has a number for all that is asked right now, before anything has happened', async () => {
      const stats = asked.filter(({ type }) => type === 'stat');
      expect(stats.length).toBeGreaterThan(7);
      await expect.poll(() => empty(stats), WAITING).toEqual([]);
    });

    it('has a number to draw for every expression of the dashboard, and a name for every line', async () => {
      const events = await playDrafts();
      await expect.poll(() => empty(asked), WAITING).toEqual([]);
      for (const { title, expr, legendFormat } of asked) {
        for (const { labels } of await prometheus.range(expr)) {
          const named = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
          expect(Object.keys(labels), `${title}: ${legendFormat}`).toEqual(expect.arrayContaining(named));
        }
      }
      await events.return();
    });

    async function untilAnswered(expr: string): Promise<void> {
      await until(async () => (await prometheus.range(expr)).length > 0 || undefined);
    }

    /** Which of these have nothing to draw. */
    async function empty(targets: typeof asked): Promise<string[]> {
      const answers = await Promise.all(
        targets.map(async (one) => ({ ...one, series: await drawn(one.expr) })),
      );
      return answers.flatMap(({ title, legendFormat, series }) =>
        series.length > 0 || legendFormat in NOTHING_TO_DRAW ? [] : [`${title}: ${legendFormat}`],
      );
    }

    /** Series of an expression in which there is a line to draw: Grafana leaves out NaN and infinity. */
    async function drawn(expr: string): Promise<AnsweredSeries[]> {
      return (await prometheus.range(expr)).filter(({ values }) => values.some(Number.isFinite));
    }

    /** A draft by hand, with somebody who follows it and a system that is told of it, and one that the clock plays. Answers what the follower reads. */
    async function playDrafts() {
      const byHand = await newDraft(database.pool, { teams: 2, rounds: 4, secondsPerPick: 3_600 });
      await newWebhook(database.pool, receiver.url, byHand.leagueId);
      const reader = new DraftClient({ url: api.url });
      const events = reader.follow(byHand.draftId, (await reader.sheet(byHand.draftId)).version);
      await newDraft(database.pool, { teams: 2, rounds: 5, secondsPerPick: 0.3, poolId: byHand.poolId });
      for (const pickNumber of [1, 2]) {
        const token = await tokenFor(managerId(byHand, pickNumber));
        const playerId = byHand.players[pickNumber] ?? 0;
        await new DraftClient({ url: api.url, token }).makePick(byHand.draftId, pickNumber, playerId);
        expect((await events.next()).value?.kind).toBe('PICKED');
        // Prometheus sees the second as a rise.
        await untilAnswered('draft_orchestrator_graphql_operation_seconds_count{operation="MakePick"}');
      }
      return events;
    }
  },
);

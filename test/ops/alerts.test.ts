import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { filledIn, panels } from '../support/dashboard.ts';
import { ALERTS_FILE, hasPromtool, judgeAlerts, promtool, type Series } from '../support/promtool.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const rules = readFileSync(ALERTS_FILE, 'utf8');
const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name ?? '');

const asked = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => filledIn(expr)));

/** The metrics that processes expose, and what Prometheus makes of them: recorded by the rules, or added at each scrape. */
async function exposed(): Promise<Set<string>> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const texts = [await createMetrics().text(() => undefined), await registry.metrics()];
  registry.clear();
  const names = texts.flatMap((text) =>
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name, kind]) =>
      kind === 'histogram' ? ['_bucket', '_count', '_sum'].map((part) => name + part) : [name ?? ''],
    ),
  );
  const recorded = [...rules.matchAll(/- record: (\S+)/g)].map(([, name]) => name ?? '');
  return new Set([...names, ...recorded, 'up']);
}

/** The metrics that expressions name: words before labels, and words of our own. */
function namesIn(text: string): string[] {
  const without = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
  return [...without.matchAll(/\b(?:draft_orchestrator[\w:]*|nodejs_\w+|process_\w+|up(?=\{))/g)].map(
    ([name]) => name,
  );
}

describe('the alerts and the dashboard', () => {
  it('name only metrics that processes expose', async () => {
    const known = await exposed();
    const expressions = rules.replace(/^\s*(#|summary:|runbook:|- (name|record):).*$/gm, '');
    const named = [...namesIn(expressions), ...asked.flatMap(namesIn)];
    expect(named.length).toBeGreaterThan(60);
    expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([]);
    expect(namesIn('max(draft_orchestrator_made_up) > up{job="x"}')).toEqual([
      ...['draft_orchestrator_made_up', 'up'],
    ]);
  });

  it('lead to sections of the runbook that there are, each alert to one', () => {
    const sections = new Set(
      [...read('docs/operations.md').matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      ),
    );
    const links = [...rules.matchAll(/runbook: docs\/operations\.md#(\S+)/g)].map(([, link = '']) => link);
    expect(links).toHaveLength(alerts.length);
    expect(links.filter((link) => !sections.has(link))).toEqual([]);
  });

  it('are all explained in the runbook', () => {
    const [, table = ''] = read('docs/operations.md').split('## Alerts');
    expect(alerts.filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the dashboard', () => {
  it('has panels beside each other, none over another', () => {
    const places = new Set<string>();
    for (const { title, gridPos } of panels) {
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(places.has(`${x} ${y}`), `${title} at ${x} ${y}`).toBe(false);
          places.add(`${x} ${y}`);
        }
      }
    }
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });
});

/** A service in which all is well, for ten minutes. */
const WELL: Series = {
  'draft_orchestrator_overdue_drafts{instance="a"}': '0x80',
  'draft_orchestrator_worker_processes{instance="a",state="alive"}': '2x80',
  'draft_orchestrator_worker_processes{instance="a",state="dead"}': '0x80',
  'draft_orchestrator_pick_lateness_seconds_bucket{instance="a",le="0.1"}': '0+100x80',
  'draft_orchestrator_pick_lateness_seconds_count{instance="a"}': '0+100x80',
  'draft_orchestrator_graphql_operations_total{instance="a",operation="Home",code="OK"}': '0+100x80',
  'draft_orchestrator_graphql_operations_total{instance="a",operation="Home",code="INTERNAL"}': '0x80',
  'up{job="draft-orchestrator",instance="a"}': '1x80',
  // A relay that catches up has few connections on purpose.
  'draft_orchestrator_pool_waiting{instance="a",pool="draft-orchestrator deliveries"}': '9x80',
};
const of = (name: string, labels: string, values: string): Series => ({
  [`${name.replace('~', 'draft_orchestrator_')}{instance="a"${labels}}`]: values,
});

/** What each alert is about, made: a series that says so. */
const FAULTS: Readonly<Record<string, Series>> = {
  DraftsAreOverdue: of('~overdue_drafts', '', '3x80'),
  // Two of a hundred: over the budget of one in a thousand, twenty times.
  LatePicksSpendTheBudgetFast: of('~pick_lateness_seconds_bucket', ',le="0.1"', '0+98x80'),
  LatePicksSpendTheBudget: of('~pick_lateness_seconds_bucket', ',le="0.1"', '0+99x80'),
  DraftWasPausedAsFailing: of('~drafts_paused_as_failing_total', '', '0x30 1x9'),
  NobodyKeepsTheTime: of('~worker_processes', ',state="alive"', '0x80'),
  WorkerDiedOrHangs: of('~worker_processes', ',state="hung"', '1x80'),
  WorkerFails: of('~worker_processes', ',state="failing"', '1x80'),
  ProcessIsGone: { 'up{job="draft-orchestrator",instance="b"}': '0x80' },
  OldProcessIsLeft: of('~schema_changed', '', '1x80'),
  ProcessIsDegraded: of('~degraded', ',part="notify"', '1x80'),
  EventLoopIsBlocked: of('nodejs_eventloop_lag_p99_seconds', ',job="draft-orchestrator"', '0.5x80'),
  BacklogIsUnknown: of('~scrape_errors_total', '', '0+1x80'),
  StatementsWaitForConnections: of('~pool_waiting', ',pool="api"', '7x80'),
  OutboxIsOld: of('~outbox_age_seconds', '', '90x80'),
  InboxIsOld: of('~inbox_age_seconds', '', '90x80'),
  BreakerIsOpen: of('~breakers_open', '', '1x80'),
  DeadLetters: of('~dead_letters', '', '4x80'),
  RequestsFail: of('~graphql_operations_total', ',operation="Home",code="INTERNAL"', '0+5x80'),
};

describe.skipIf(!hasPromtool)('Prometheus', () => {
  it('takes the rules, and every expression of the dashboard', async () => {
    expect(await promtool('check', 'rules', ALERTS_FILE)).toContain('SUCCESS');
    const folder = await mkdtemp(join(tmpdir(), 'draft-orchestrator-dashboard-'));
    const file = join(folder, 'rules.json');
    const records = asked.map((expr, at) => ({ record: `panel:${at}`, expr }));
    await writeFile(file, JSON.stringify({ groups: [{ name: 'panels', rules: records }] }));
    expect(await promtool('check', 'rules', file)).toContain(`${records.length} rules found`);
    await rm(folder, { recursive: true });
  });

  it('fires each alert when what it is about is there, and none while all is well', async () => {
    expect(Object.keys(FAULTS).sort()).toEqual([...alerts].sort());
    const besides: Readonly<Record<string, readonly string[]>> = {
      LatePicksSpendTheBudgetFast: ['LatePicksSpendTheBudget'],
    };
    await judgeAlerts([
      { name: 'all is well', series: WELL, at: '10m', firing: [] },
      ...Object.entries(FAULTS).map(([alert, fault]) => ({
        name: alert,
        series: { ...WELL, ...fault },
        at: alert === 'OldProcessIsLeft' ? '16m' : '10m',
        firing: [alert, ...(besides[alert] ?? [])],
      })),
    ]);
  });
});

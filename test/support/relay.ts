import { startRelay } from '../../src/commands/relay.ts';
import { readConfig } from '../../src/config/config.ts';
import type { Actor } from '../../src/database/actor.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { createEndpoint } from '../../src/database/endpoints.ts';
import type { EndpointKind } from '../../src/database/outbox.ts';
import { applyPick } from '../../src/database/picks.ts';
import type { TestDraft } from './drafts.ts';
import { silentLog } from './silent_log.ts';
import type { TestDatabase } from './test_database.ts';

/** A secret of webhooks that tests sign with. */
export const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret that only the tests know').toString('base64')}`;
const OPERATOR: Actor = { kind: 'OPERATOR', userId: null };

/** Runs a relay in this process, which may send to this machine, as long as `use` does. */
export async function withRelay<T>(
  { url }: Pick<TestDatabase, 'url'>,
  use: () => Promise<T>,
  env: Record<string, string> = {},
): Promise<T> {
  const config = readConfig({ ENDPOINT_NETWORKS: '127.0.0.0/8, ::1', ...env });
  const relay = await startRelay(url, config, silentLog);
  try {
    return await use();
  } finally {
    await relay.stop();
  }
}

/** A webhook of a league, or of all (null), added by an operator. */
export function newWebhook(db: ConnectionPool, target: string, leagueId: string | null): Promise<string> {
  const kind: EndpointKind = 'WEBHOOK';
  return createEndpoint(db, { leagueId, kind, address: target, target, secret: WEBHOOK_SECRET }, OPERATOR);
}

/** Makes picks with those numbers, the best players first. */
export async function pick(
  db: ConnectionPool,
  { draftId, players, commissioner }: TestDraft,
  from: number,
  to: number,
): Promise<void> {
  for (let pickNumber = from; pickNumber <= to; pickNumber += 1) {
    const playerId = players[pickNumber - 1] ?? 0;
    await applyPick(db, { kind: 'MANUAL', draftId, pickNumber, playerId, actor: commissioner });
  }
}

/** Makes every delivery that waits for its next attempt due, and closes the time of open circuit breakers. */
export async function tryAgainNow(db: ConnectionPool): Promise<void> {
  await db.query(
    `update app_private.endpoint_cursors set retry_at = clock_timestamp() where retry_at is not null`,
  );
  await db.query(
    `update app_public.endpoints set open_until = clock_timestamp() where open_until is not null`,
  );
}

/** Of every draft and league: the ids of its events, in order, as deliveries name them. */
export async function eventLog(db: ConnectionPool): Promise<Map<string, string[]>> {
  const { rows } = await db.query<{ stream: string; version: number }>(
    `select draft_id as stream, version from app_public.draft_events
     union all select league_id, version from app_private.league_events order by 1, 2`,
  );
  return Map.groupBy(
    rows.map(({ stream, version }) => `${stream}:${version}`),
    (id) => id.split(':')[0] ?? '',
  );
}

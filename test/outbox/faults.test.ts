import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEndpoint } from '../../src/database/endpoints.ts';
import { Announcer } from '../../src/events/announcer.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import type { Program } from '../../src/processes/program.ts';
import { newDraft } from '../support/drafts.ts';
import { startProgram } from '../support/processes.ts';
import { always, firsts, type Received, type Receiver, startReceiver, TAKE } from '../support/receiver.ts';
import { eventLog, newWebhook, pick, tryAgainNow, WEBHOOK_SECRET, withRelay } from '../support/relay.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

const HOUR_MS = 3_600_000;
const TOLERANCE_MS = 300_000;

let receiver: Receiver;
let database: TestDatabase;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());
beforeEach(async () => {
  database = await createTestDatabase();
  receiver.received.length = 0;
  receiver.answer = TAKE;
});
afterEach(() => database.drop());

async function startRelay(): Promise<Program> {
  const env = { DATABASE_URL: database.url, ENDPOINT_NETWORKS: '127.0.0.0/8', LOG_LEVEL: 'info' };
  const relay = startProgram(['src/main.ts', 'worker', '--only', 'relay'], env);
  await relay.untilReady();
  return relay;
}

/** As if a minute had passed: who had a lease has lost it. */
async function letAMinutePass(): Promise<void> {
  await database.pool.query(
    `update app_private.endpoint_cursors set leased_until = clock_timestamp() where lease is not null`,
  );
}

const versionsOf = (received: readonly Received[]) =>
  received.map(({ event }) => Number(event.id.split(':')[1]));

/** How far the endpoints have the draft, and whether somebody is delivering it. */
async function cursorOf(draftId: string): Promise<{ version: number; isLeased: boolean }> {
  const { rows } = await database.pool.query(
    'select version, lease is not null as "isLeased" from app_private.endpoint_cursors where stream_id = $1',
    [draftId],
  );
  return rows[0];
}

describe('a relay that is frozen for a minute while it delivers', () => {
  it('is taken over from by another one, and neither loses nor reorders anything when it goes on', async () => {
    const draft = await newDraft(database.pool);
    await newWebhook(database.pool, receiver.url, draft.leagueId);
    const waiting: (() => void)[] = [];
    receiver.answer = (_received, res) => waiting.push(() => res.writeHead(204).end());
    await pick(database.pool, draft, 1, 3);
    const frozen = await startRelay();
    let other: Program | null = null;
    try {
      await receiver.untilReceived(1);
      frozen.child.kill('SIGSTOP');
      receiver.answer = TAKE;
      await letAMinutePass();
      other = await startRelay();
      await receiver.untilReceived(4);
      await pick(database.pool, draft, 4, 6);
      await receiver.untilReceived(7);
      // What it was frozen in the middle of ends only now; it goes on with its old lease.
      frozen.child.kill('SIGCONT');
      waiting[0]?.();
      await pick(database.pool, draft, 7, 8);
      await until(async () => {
        const { version, isLeased } = await cursorOf(draft.draftId);
        return version === 10 && !isLeased ? true : undefined;
      });
    } finally {
      await Promise.all([frozen.kill(), other?.kill()]);
    }
    const [, , ...expected] = (await eventLog(database.pool)).get(draft.draftId) ?? [];
    expect(firsts(receiver.received)).toEqual(expected);
    expect(versionsOf(receiver.received).slice(0, 2)).toEqual([3, 3]);
  });
});

describe('a relay that is killed with -9', () => {
  it('between the delivery of an event and its mark, is followed by one that sends this event again, and loses none', async () => {
    const draft = await newDraft(database.pool);
    await newWebhook(database.pool, receiver.url, draft.leagueId);
    await pick(database.pool, draft, 1, 3);
    const killed = await startRelay();
    try {
      // It takes the second event, and the relay is gone before it hears of it.
      receiver.answer = (received, res, req) => {
        if (versionsOf([received])[0] === 4) killed.child.kill('SIGKILL');
        TAKE(received, res, req);
      };
      await receiver.untilReceived(2);
      await killed.ended();
    } finally {
      await killed.kill();
    }
    // Nothing was marked: results are recorded together.
    expect(await cursorOf(draft.draftId)).toEqual({ version: 2, isLeased: true });
    receiver.answer = TAKE;
    await letAMinutePass();
    await withRelay(database, () => receiver.untilReceived(5));
    expect(versionsOf(receiver.received)).toEqual([3, 4, 3, 4, 5]);
  });
});

describe('two relays at once', () => {
  it('share the work: each event is sent once, and in order for each draft', async () => {
    const drafts = [];
    for (let n = 0; n < 12; n += 1) drafts.push(await newDraft(database.pool, { teams: 2, rounds: 4 }));
    for (const { leagueId } of drafts) await newWebhook(database.pool, receiver.url, leagueId);
    for (const draft of drafts) await pick(database.pool, draft, 1, 4);
    const relays = [await startRelay(), await startRelay()];
    try {
      const announcer = new Announcer(database.pool, () => undefined);
      for (let number = 5; number <= 8; number += 1) {
        for (const draft of drafts) {
          await pick(database.pool, draft, number, number);
          announcer.announce({ draftId: draft.draftId, version: number + 2 });
        }
        await announcer.settled();
      }
      await receiver.untilReceived(drafts.length * 9);
      // Nobody is about to send anything a second time.
      await until(async () => {
        const { rows } = await database.pool.query(
          `select 1 from app_private.endpoint_cursors where lease is not null or is_draft and not is_over
            union all select 1 from graphile_worker_relay._private_jobs`,
        );
        return rows.length === 0 ? true : undefined;
      });
    } finally {
      await Promise.all(relays.map((relay) => relay.kill()));
    }
    const log = await eventLog(database.pool);
    const got = Map.groupBy(receiver.received, ({ event }) => event.id.split(':')[0] ?? '');
    expect(got.size).toBe(drafts.length);
    for (const { draftId } of drafts) {
      const [, , ...expected] = log.get(draftId) ?? [];
      expect(got.get(draftId)?.map(({ event }) => event.id)).toEqual(expected);
    }
  });
});

describe('a receiver whose clock is an hour wrong', () => {
  it('refuses what is signed with the right time, and loses nothing: it gets it once its clock is set', async () => {
    const draft = await newDraft(database.pool);
    await newWebhook(database.pool, receiver.url, draft.leagueId);
    const { rows } = await database.pool.query(
      'select extract(epoch from clock_timestamp())::float8 * 1000 as at',
    );
    const apart = rows[0].at - Date.now();
    let wrongByMs = HOUR_MS;
    receiver.answer = (received, res, req) => {
      const signedAt = Number(received.headers['webhook-timestamp']) * 1_000;
      const here = Date.now() + apart + wrongByMs;
      return (Math.abs(here - signedAt) > TOLERANCE_MS ? always(401) : TAKE)(received, res, req);
    };
    await pick(database.pool, draft, 1, 2);
    await withRelay(database, async () => {
      await receiver.untilReceived(1);
      await until(async () => {
        const { rows: found } = await database.pool.query('select last_error from app_public.endpoints');
        return found[0].last_error === 'It answered with HTTP 401.' ? true : undefined;
      });
      wrongByMs = 0;
      await tryAgainNow(database.pool);
      await receiver.untilReceived(3);
    });
    expect(versionsOf(receiver.received)).toEqual([3, 3, 4]);
    const body = receiver.received[2]?.body ?? '';
    expect(
      new Webhook(WEBHOOK_SECRET).verify(body, receiver.received[2]?.headers as Record<string, string>),
    ).toEqual(JSON.parse(body));
  });
});

describe('an event that cannot be told', () => {
  it('becomes a dead letter like one that is refused, and what came after it goes on', async () => {
    const draft = await newDraft(database.pool);
    await newWebhook(database.pool, receiver.url, draft.leagueId);
    await pick(database.pool, draft, 1, 2);
    await database.pool.query(
      `update app_public.draft_events set data = 'null' where draft_id = $1 and version = 3`,
      [draft.draftId],
    );
    await database.pool.query('update app_private.endpoint_cursors set attempts = 15 where stream_id = $1', [
      draft.draftId,
    ]);
    await withRelay(database, () => receiver.untilReceived(1));
    expect(versionsOf(receiver.received)).toEqual([4]);
    const { rows } = await database.pool.query('select version, error from app_public.dead_letters');
    expect(rows).toEqual([{ version: 3, error: 'The service could not send it; its log says why.' }]);
  });
});

describe('the log of deliveries', () => {
  it('holds no secret, also of a receiver that repeats all that it was sent', async () => {
    const draft = await newDraft(database.pool);
    const path = '/services/T0001/B0002/veryverysecret';
    await newWebhook(database.pool, `${receiver.url}${path}?key=alsosecret`, draft.leagueId);
    receiver.answer = ({ path: asked, headers }, res) =>
      res
        .writeHead(400)
        .end(`Cannot POST ${asked} of ${receiver.url}${asked} with ${WEBHOOK_SECRET} ${headers.host}`);
    await pick(database.pool, draft, 1, 1);
    await withRelay(database, () =>
      until(async () => {
        const { rows } = await database.pool.query('select 1 from app_public.deliveries');
        return rows.length > 0 ? true : undefined;
      }),
    );
    const { rows } = await database.pool.query(
      `select (select string_agg(d::text, ' ') from app_public.deliveries d) as deliveries,
              (select string_agg(e.last_error, ' ') from app_public.endpoints e) as endpoints`,
    );
    expect(rows[0].deliveries).toContain('Cannot POST ***');
    for (const secret of ['veryverysecret', 'alsosecret', WEBHOOK_SECRET, WEBHOOK_SECRET.slice(6)])
      expect(rows[0].deliveries).not.toContain(secret);
    expect(rows[0].endpoints).not.toContain('veryverysecret');
  });
});

describe('the log of a relay', () => {
  it('holds no secret of an endpoint, whatever is wrong with it, at any level', async () => {
    const draft = await newDraft(database.pool);
    const path = '/services/T0001/B0002/veryverysecret?key=alsosecret';
    // One that takes nothing, one where nobody listens, one that may not be sent to, one without a name, and NATS that is not there.
    const targets = [`${receiver.url}${path}`, `http://127.0.0.1:9${path}`, `http://10.0.0.1${path}`];
    for (const target of [...targets, `https://nowhere.invalid${path}`])
      await newWebhook(database.pool, target, draft.leagueId);
    const kind = 'NATS' as const;
    const nats = { leagueId: draft.leagueId, kind, address: 'events', target: 'events', secret: null };
    await createEndpoint(database.pool, nats, { kind: 'OPERATOR', userId: null });
    receiver.answer = ({ path: asked }, res) => res.writeHead(400).end(`No ${asked} of ${WEBHOOK_SECRET}`);
    await pick(database.pool, draft, 1, 2);
    const password = 'natspassword';
    const relay = startProgram(['src/main.ts', 'worker', '--only', 'relay'], {
      ...{ DATABASE_URL: database.url, ENDPOINT_NETWORKS: '127.0.0.0/8', LOG_LEVEL: 'trace' },
      NATS_URL: `nats://user:${password}@127.0.0.1:9`,
    });
    try {
      await until(async () => {
        const { rows } = await database.pool.query(
          'select distinct endpoint_id from app_public.deliveries where not succeeded',
        );
        return rows.length === 5 ? true : undefined;
      });
      // Every connection is lost, and errors are logged with all they carry.
      await database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name like 'draft-orchestrator%'`,
      );
      await relay.untilSaid(/connection/);
    } finally {
      relay.child.kill('SIGTERM');
      await relay.ended();
    }
    const { rows } = await database.pool.query('select error, response from app_public.deliveries');
    for (const said of [relay.said(), JSON.stringify(rows)]) {
      for (const secret of ['veryverysecret', 'alsosecret', WEBHOOK_SECRET.slice(6), password])
        expect(said).not.toContain(secret);
    }
  });
});

describe('100,000 events that wait', () => {
  it('do not hold up the clock, and are delivered in little memory', async () => {
    const operator = { kind: 'OPERATOR', userId: null } as const;
    const target = { address: receiver.url, target: receiver.url, secret: WEBHOOK_SECRET };
    await createEndpoint(database.pool, { leagueId: null, kind: 'WEBHOOK', ...target }, operator);
    const draft = await newDraft(database.pool, { teams: 2, rounds: 3, secondsPerPick: 0.2, open: false });
    // A million were too long for a test: nothing reads more of them for it but the index of the sweep.
    await database.pool.query(
      `with made as (
         insert into app_public.leagues (name, commissioner_id)
         select 'L', l.commissioner_id from app_public.leagues l, generate_series(1, 1000) where l.id = $1 returning id
       ), events as (
         insert into app_private.league_events (league_id, version, at, kind, data)
         select made.id, v, clock_timestamp(), 'DRAFT_CREATED', '{}' from made, generate_series(1, 100) v
       )
       insert into app_private.league_streams (league_id, version) select id, 100 from made`,
      [draft.leagueId],
    );
    await database.pool.query('vacuum analyze');
    const sweep = () =>
      database.pool.query('select cursors, jobs from app_private.sweep_deliveries(null, null, 5000, 500)');
    expect((await sweep()).rows).toEqual([{ cursors: expect.any(Number), jobs: 500 }]);
    const relay = startProgram(['--max-old-space-size=128', 'src/main.ts', 'worker', '--only', 'relay'], {
      ...{ DATABASE_URL: database.url, ENDPOINT_NETWORKS: '127.0.0.0/8', LOG_LEVEL: 'info' },
    });
    const clock = startProgram(['src/main.ts', 'worker', '--only', 'clock'], {
      ...{ DATABASE_URL: database.url, LOG_LEVEL: 'info' },
    });
    try {
      await Promise.all([relay.untilReady(), clock.untilReady()]);
      await openDraft(database.pool, draft.draftId, draft.commissioner);
      await until(async () => {
        const { rows } = await database.pool.query('select state from app_public.drafts where id = $1', [
          draft.draftId,
        ]);
        return rows[0].state === 'COMPLETED' ? true : undefined;
      });
      await receiver.untilReceived(2_000);
      expect(relay.hasEnded()).toBe(false);
    } finally {
      await Promise.all([relay.kill(), clock.kill()]);
    }
    const { rows } = await database.pool.query(
      `select max(late) as late, min(late) as early from (
         select p.at - p.deadline as late from (
           select kind, at, lag(coalesce(data ->> 'nextDeadline', data ->> 'deadline')::timestamptz) over (order by version) as deadline
             from app_public.draft_events where draft_id = $1) p where p.kind = 'PICKED') t`,
      [draft.draftId],
    );
    // No timed test: a clock that waited for deliveries would wait for minutes.
    expect(rows[0].late.milliseconds ?? 0).toBeGreaterThanOrEqual(0);
    expect(rows[0].late.minutes ?? 0).toBe(0);
  });
});

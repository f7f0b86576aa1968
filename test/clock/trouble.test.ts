import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { untilAll, withWorkers, wronglyArmed } from '../support/clock.ts';
import { newDraft, newPool } from '../support/drafts.ts';
import { eventKinds, expectFoldToMatch } from '../support/events.ts';
import { alterDatabase, cutEverybody } from '../support/lock_out.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { asAdmin, withDatabase } from '../support/test_server.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const DRAFTS = 10;

interface Trouble {
  readonly come: () => Promise<void>;
  readonly go: () => Promise<void>;
}

/**
 * Plays drafts with one worker process; in their middle trouble comes, lasts until picks were due that nobody could make, and
 * goes. Every draft must come to its end then, with nobody's help and no process ended, and every team whose clock ran out in it
 * must have got time back.
 */
async function playThrough(trouble: Trouble): Promise<void> {
  // A short trouble is an outage here, and little time is given back.
  await database.pool.query(
    `update app_private.pulse set longest_silence = '2 seconds', most_returned = '1 second'`,
  );
  const poolId = await newPool(database.pool, 100);
  const draftIds: string[] = [];
  for (let i = 0; i < DRAFTS; i += 1) {
    const { draftId } = await newDraft(database.pool, { teams: 2, rounds: 8, secondsPerPick: 0.4, poolId });
    draftIds.push(draftId);
  }
  let excused: string[] = [];
  await withWorkers(database.url, 1, async () => {
    await untilAll(database.pool, draftIds, 'current_pick > 2');
    await trouble.come();
    await untilAll(database.pool, draftIds, `next_deadline < clock_timestamp() - interval '4 seconds'`);
    // A draft that was due before the last heartbeat was late already: that is no outage.
    excused = await dueSinceLastSign();
    await trouble.go();
    await untilAll(database.pool, draftIds, `state = 'COMPLETED'`);
  });
  for (const draftId of draftIds) await expectFoldToMatch(database.pool, draftId);
  expect(excused.length).toBeGreaterThan(0);
  for (const draftId of excused) expect(await eventKinds(database.pool, draftId)).toContain('TIME_RETURNED');
  expect(await wronglyArmed(database.pool)).toEqual([]);
}

/** Drafts whose clock ran out after anybody gave a sign of life for the last time. */
async function dueSinceLastSign(): Promise<string[]> {
  const { rows } = await database.pool.query<{ id: string }>(
    'select d.id from app_public.drafts d, app_private.pulse p where d.next_deadline > p.at',
  );
  return rows.map(({ id }) => id);
}

describe('a worker process goes on by itself after a database that', () => {
  it('was read-only for a while', async () => {
    await playThrough({
      async come() {
        await alterDatabase(database, 'set default_transaction_read_only = on');
        await cutEverybody(database);
      },
      // Sessions that began meanwhile stay read-only: the worker has to part with them by itself.
      go: () => alterDatabase(database, 'reset default_transaction_read_only'),
    });
  });

  it('had no connection left', async () => {
    await playThrough({
      async come() {
        await alterDatabase(database, 'connection limit 1');
        await cutEverybody(database);
      },
      go: () => alterDatabase(database, 'connection limit -1'),
    });
  });

  it('ran out of disk', async ({ skip }) => {
    const superuserUrl = inject('superuserUrl');
    if (process.platform !== 'linux' || process.getuid?.() !== 0 || superuserUrl === null) {
      return skip('a small disk is mounted for this, which needs Linux, root and a server of our own');
    }
    const url = withDatabase(superuserUrl, new URL(database.url).pathname.slice(1));
    const disk = await mountSmallDisk();
    try {
      await asAdmin(url, async (client) => {
        await client.query(`create tablespace small location '${disk}'`);
        await client.query('alter table app_public.draft_events set tablespace small');
        await client.query('create table public.filler (bytes text) tablespace small');
        await client.query('alter table public.filler alter bytes set storage plain');
      });
      await playThrough({
        come: () =>
          asAdmin(url, async (client) => {
            const fill = `insert into public.filler select repeat('x', 7000) from generate_series(1, $1::integer)`;
            // In ever smaller steps, until not even one page more has room.
            for (const rows of [100, 10, 1]) {
              const isFull = async () =>
                client.query(fill, [rows]).then(
                  () => undefined,
                  () => true,
                );
              await until(isFull);
            }
          }),
        go: () => asAdmin(url, async (client) => void (await client.query('drop table public.filler'))),
      });
    } finally {
      await asAdmin(url, (client) =>
        client.query('alter table app_public.draft_events set tablespace pg_default'),
      );
      await asAdmin(url, (client) => client.query('drop tablespace small'));
      // A session that is idle may have a file open that is gone.
      execFileSync('umount', ['--lazy', disk]);
      rmSync(disk, { recursive: true });
    }
  });
});

/** A disk of a few megabytes, owned by the user that runs the server. */
async function mountSmallDisk(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'draft-orchestrator-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]);
  const superuserUrl = inject('superuserUrl') ?? '';
  const dataFolder = await asAdmin(superuserUrl, async (client) => {
    const { rows } = await client.query<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    );
    return rows[0]?.folder ?? '';
  });
  const { uid, gid } = statSync(dataFolder);
  chownSync(folder, uid, gid);
  return folder;
}

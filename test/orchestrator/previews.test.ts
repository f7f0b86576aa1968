import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/database/actor.ts';
import { createUser } from '../../src/database/leagues.ts';
import { createPlayerPool, readPool } from '../../src/database/players.ts';
import { removeExpiredPreviews } from '../../src/database/previews.ts';
import { PREVIEW_SETTINGS } from '../../src/draft/previews.ts';
import { createPreview, type WantedPreview } from '../../src/orchestrator/create_preview.ts';
import { readBundledPool } from '../../src/players/bundled_pool.ts';
import {
  alarms,
  board,
  draftRow,
  newDraft,
  openRoster,
  runTimeOut,
  seats,
  setDeadline,
  userActor,
} from '../support/drafts.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const TOP_SPEED = 100;
/** A small draft, so that a test makes many. */
const SMALL = { ...PREVIEW_SETTINGS, rounds: 3, rosterSlots: openRoster(3) };

let database: TestDatabase;
let poolId: string;
let person: Actor;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await createPlayerPool(database.pool, 'Bundled', readBundledPool());
  person = userActor(await createUser(database.pool, 'Ann'));
});
afterAll(() => database.drop());

async function preview(wanted: Partial<WantedPreview> = {}, actor = person): Promise<string> {
  const { draftId } = await createPreview(
    database.pool,
    { settings: PREVIEW_SETTINGS, poolId, seat: null, bots: 12, speed: TOP_SPEED, seed: 7, ...wanted },
    actor,
  );
  return draftId;
}

async function count(sql: string, values: readonly unknown[] = []): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(`select count(*)::integer from ${sql}`, [
    ...values,
  ]);
  return rows[0]?.count ?? Number.NaN;
}

describe('a preview of bots alone', () => {
  it('plays itself to its end, each bot by its taste, and the same seed drafts the same', async () => {
    const played = async (seed: number) => {
      const draftId = await preview({ seed });
      await runTimeOut(database.pool, draftId);
      expect(await draftRow(database.pool, draftId)).toMatchObject({ state: 'COMPLETED', jobId: null });
      return await board(database.pool, draftId);
    };
    const [first, again, other] = [await played(2025), await played(2025), await played(7)];
    expect(new Set(first.map(({ strategy, source }) => `${strategy} ${source}`))).toEqual(
      new Set(['bot AUTOPILOT']),
    );
    expect(first[0]?.reason).toMatch(/^A bot's taste: .+ \(ADP \d+\)\.$/);
    const ids = (cells: typeof first) => cells.map(({ playerId }) => playerId);
    expect(ids(again)).toEqual(ids(first));
    expect(ids(other)).not.toEqual(ids(first));
    // As src/strategy alone drafts it (test/strategy/bot.test.ts).
    const { players } = await readPool(database.pool, poolId);
    const ranks = new Map(players.map(({ id, rank }) => [id, rank]));
    expect(first.slice(0, 8).map(({ playerId }) => ranks.get(playerId ?? 0))).toEqual([
      1, 2, 3, 4, 6, 5, 8, 9,
    ]);
  });
});

describe('a preview without a pool', () => {
  it('is refused by a code where there is none for all', async () => {
    const empty = await createTestDatabase();
    try {
      const ann = userActor(await createUser(empty.pool, 'Ann'));
      const wanted = { settings: SMALL, poolId: null, seat: null, bots: 2, speed: 1, seed: 7 };
      expect((await refusal(createPreview(empty.pool, wanted, ann))).code).toBe('POOL_NOT_FOUND');
    } finally {
      await empty.drop();
    }
  });
});

describe('a preview with a seat', () => {
  it('waits for its person, with the clock of the settings, and thinks before each pick of a bot', async () => {
    const draftId = await preview({ seat: 2, bots: 3, speed: 1, settings: SMALL });
    const thought = async () => {
      const { nextDeadline, at } = await draftRow(database.pool, draftId);
      return ((nextDeadline?.getTime() ?? 0) - at.getTime()) / 1_000;
    };
    const first = await thought();
    expect(first).toBeGreaterThan(1.5);
    expect(first).toBeLessThanOrEqual(12);
    await setDeadline(database.pool, draftId, 0);
    await runTimeOut(database.pool, draftId);
    expect(await draftRow(database.pool, draftId)).toMatchObject({ currentPick: 2 });
    expect(await thought()).toBeGreaterThan(55);
    const [bot, own] = await seats(database.pool, draftId);
    expect([bot?.autopilot, own?.autopilot]).toEqual([true, false]);
  });

  it('is refused where there is no such seat', async () => {
    for (const seat of [0, 5]) {
      expect(await refusal(preview({ seat, bots: 3, settings: SMALL }))).toMatchObject({
        code: 'SEAT_INVALID',
        numbers: { seat, teams: 4 },
      });
    }
  });
});

describe('what previews leave behind', () => {
  it('is nothing in the audit, in the outbox and in streams of leagues, and one hidden league a person', async () => {
    const ben = userActor(await createUser(database.pool, 'Ben'));
    const before = await count('app_public.audit_entries');
    const draftId = await preview({ seat: 1, bots: 3, settings: SMALL }, ben);
    await preview({ seat: 4, bots: 7, settings: SMALL }, ben);
    const benId = ben.kind === 'USER' ? ben.userId : null;
    expect(await count('app_public.leagues where commissioner_id = $1', [benId])).toBe(1);
    expect(await count('app_public.audit_entries')).toBe(before);
    expect(await count('app_private.endpoint_cursors where stream_id = $1', [draftId])).toBe(0);
    expect(
      await count(
        'app_private.league_events e join app_public.leagues l on l.id = e.league_id where l.is_preview',
      ),
    ).toBe(0);
  });

  it('ends after a day, a few at a time, with all rows and the alarm; nothing else is touched', async () => {
    const real = await newDraft(database.pool);
    const gone = [];
    for (let i = 0; i < 3; i += 1)
      gone.push(await preview({ seat: 1, bots: 3, speed: 1, settings: SMALL, seed: i }));
    const young = await preview({ seat: 1, bots: 3, settings: SMALL });
    expect(await removeExpiredPreviews(database.pool, 2)).toBe(0);
    await database.pool.query(
      `update app_public.previews set expires_at = clock_timestamp() where draft_id = any ($1)`,
      [gone],
    );
    expect(await removeExpiredPreviews(database.pool, 2)).toBe(2);
    expect(await removeExpiredPreviews(database.pool, 2)).toBe(1);
    for (const table of ['draft_events', 'picks', 'draft_slots', 'draft_settings', 'previews'])
      expect(await count(`app_public.${table} where draft_id = any ($1)`, [gone]), table).toBe(0);
    for (const draftId of gone) expect(await alarms(database.pool, draftId)).toEqual([]);
    for (const draftId of [young, real.draftId])
      expect(await draftRow(database.pool, draftId)).toMatchObject({ state: 'IN_PROGRESS' });
  });

  it('is left for the next time while somebody holds it', async () => {
    const draftId = await preview({ seat: 1, bots: 3, settings: SMALL });
    await database.pool.query(
      'update app_public.previews set expires_at = clock_timestamp() where draft_id = $1',
      [draftId],
    );
    const holder = await database.pool.connect();
    try {
      await holder.query('begin');
      await holder.query('select from app_public.drafts where id = $1 for update', [draftId]);
      expect(await removeExpiredPreviews(database.pool, 5)).toBe(0);
    } finally {
      await holder.query('rollback');
      holder.release();
    }
    expect(await removeExpiredPreviews(database.pool, 5)).toBe(1);
  });

  it('is bounded: a person has at most 100 at a time', async () => {
    const cleo = userActor(await createUser(database.pool, 'Cleo'));
    await preview({ bots: 2, settings: SMALL }, cleo);
    await database.pool.query(
      `insert into app_public.drafts (league_id, pool_id, is_preview)
       select d.league_id, d.pool_id, true from app_public.drafts d
         join app_public.leagues l on l.id = d.league_id, generate_series(1, 99)
        where l.commissioner_id = $1`,
      [cleo.kind === 'USER' ? cleo.userId : null],
    );
    expect(await refusal(preview({ bots: 2, settings: SMALL }, cleo))).toMatchObject({
      code: 'TOO_MANY_PREVIEWS',
      numbers: { previews: 100, most: 100 },
    });
  });
});

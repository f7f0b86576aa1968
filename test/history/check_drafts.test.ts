import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDraftsCommand } from '../../src/commands/check_drafts.ts';
import { readConfig } from '../../src/config/config.ts';
import { pauseDraft, resumeDraft, setAutopilot } from '../../src/database/life_cycle.ts';
import { applyPick, skipPick } from '../../src/database/picks.ts';
import { checkDrafts } from '../../src/history/check_drafts.ts';
import { newDraft, newPool, runTimeOut, setDeadline, type TestDraft } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let poolId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool, 100);
});
afterAll(() => database.drop());

async function pick({ draftId, players, commissioner }: TestDraft, pickNumber: number): Promise<void> {
  const playerId = players[pickNumber - 1] ?? 0;
  await applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor: commissioner });
}

/** A draft to which most things have happened that can, with a pick on the clock. */
async function played(): Promise<TestDraft> {
  const time = { bankSeconds: 100, atZero: 'SKIP', autopilotAfterMisses: 2 } as const;
  const draft = await newDraft(database.pool, { teams: 3, rounds: 4, poolId, time });
  const { draftId, commissioner, teamIds } = draft;
  await pick(draft, 1);
  await skipPick(database.pool, draftId, 2, commissioner);
  await setDeadline(database.pool, draftId, -1);
  await runTimeOut(database.pool, draftId);
  await pick(draft, 2);
  await pauseDraft(database.pool, draftId, commissioner);
  await setAutopilot(database.pool, draftId, teamIds[2] ?? '', true, commissioner);
  await resumeDraft(database.pool, draftId, commissioner);
  return draft;
}

/** What the command says, and its exit code. */
async function check(): Promise<{ code: number; said: string[] }> {
  const said: string[] = [];
  const config = readConfig({
    DATABASE_URL: database.url,
    AUTH_SECRET: 'not used here, but it has to be long',
  });
  const code = await checkDraftsCommand(config, (line) => said.push(line));
  return { code, said };
}

/** Changes rows as nobody may: past every trigger. */
async function tamper(text: string, draftId: string): Promise<void> {
  const owner = await database.pool.connect();
  const setTriggers = async (how: string) => {
    for (const table of ['drafts', 'picks', 'draft_slots', 'draft_events'])
      await owner.query(`alter table app_public.${table} ${how} trigger user`);
  };
  try {
    await owner.query('begin');
    await setTriggers('disable');
    await owner.query(text, [draftId]);
    await setTriggers('enable');
    await owner.query('commit');
  } finally {
    owner.release(true);
  }
}

describe('check-drafts', () => {
  it('finds every draft as its events tell, also those that go on while it reads', async () => {
    const drafts = [];
    for (let i = 0; i < 12; i += 1)
      drafts.push(await newDraft(database.pool, { teams: 2, rounds: 20, poolId }));
    await newDraft(database.pool, { open: false, poolId });
    await played();
    const playing = Promise.all(
      drafts.map(async (draft) => {
        for (let number = 1; number <= 40; number += 1) await pick(draft, number);
      }),
    );
    const during: string[] = [];
    for (let round = 0; round < 5; round += 1)
      for await (const { differences } of checkDrafts(database.pool)) during.push(...differences);
    await playing;
    expect(during).toEqual([]);
    const { code, said } = await check();
    expect(said).toEqual([expect.stringMatching(/^Checked 14 drafts with \d+ events: all agree\.$/)]);
    expect(code).toBe(0);
  });

  it.each([
    [
      'a player',
      'pick 1: player',
      'update app_public.picks set player_id = (select max(id) from app_public.players) where draft_id = $1 and pick_number = 1',
    ],
    [
      'an owner',
      'pick 9: teamId',
      'update app_public.picks set team_id = (select team_id from app_public.picks where draft_id = $1 and pick_number = 1) where draft_id = $1 and pick_number = 9',
    ],
    [
      'a skip',
      'pick 3: isSkipped',
      'update app_public.picks set skipped_at = null where draft_id = $1 and pick_number = 3',
    ],
    [
      'a bank',
      'slot 1: bank',
      'update app_public.draft_slots set bank_seconds = 7 where draft_id = $1 and slot = 1',
    ],
    [
      'misses',
      'slot 3: misses',
      'update app_public.draft_slots set misses = 5 where draft_id = $1 and slot = 3',
    ],
    [
      'an autopilot',
      'slot 3: autopilot',
      'update app_public.draft_slots set autopilot = false where draft_id = $1 and slot = 3',
    ],
    [
      'an instant',
      'actsAt',
      "update app_public.drafts set next_deadline = next_deadline + interval '1 microsecond' where id = $1",
    ],
    ['a number', 'version', 'update app_public.drafts set version = version + 1 where id = $1'],
    [
      'the pick on the clock',
      'currentPick',
      'update app_public.drafts set current_pick = current_pick + 1 where id = $1',
    ],
    [
      'a missing event',
      'Event 4 came where 3 was due',
      'delete from app_public.draft_events where draft_id = $1 and version = 3',
    ],
    [
      'a changed event',
      'cannot have happened: pick 2 belongs to team',
      `update app_public.draft_events set data = data || '{"pickNumber": 2}' where draft_id = $1 and version = 3`,
    ],
    ['no event at all', 'it has no events', 'delete from app_public.draft_events where draft_id = $1'],
  ])('tells the draft, and how it differs: %s', async (_, what, change) => {
    const { draftId } = await played();
    await tamper(change, draftId);
    const { code, said } = await check();
    expect(said.filter((line) => line.startsWith(`draft ${draftId}: `)).join('\n')).toContain(what);
    expect(said.at(-1)).toMatch(/: 1 draft differs\.$/);
    expect(code).toBe(1);
    await database.pool.query('delete from app_public.drafts where id = $1', [draftId]);
  });
});

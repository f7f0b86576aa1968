import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  applyPick,
  cancelDraft,
  pauseDraft,
  resumeDraft,
  setAutopilot,
  setQueue,
  setTeamManager,
} from '../../src/database/door.ts';
import { managerId, newDraft, runTimeOut, setDeadline } from '../support/drafts.ts';
import { events } from '../support/events.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/**
 * Every name that a fact of an event may have. Each of these may be seen by everybody who may watch the draft: whoever adds one
 * decides that here. Nothing of a queue is among them, and nothing about why a pick failed.
 */
const PUBLIC = new Set([
  ...['leagueId', 'poolId', 'teams', 'rounds', 'startsAt', 'slots', 'owners', 'secondsByRound'],
  ...['pickNumber', 'round', 'slot', 'teamId', 'playerId', 'source', 'strategy', 'reason', 'rosterWaived'],
  ...['deadline', 'nextPickNumber', 'nextTeamId', 'nextDeadline', 'seconds', 'remainingSeconds', 'cause'],
  ...['autopilot', 'managerId', 'formerManagerId'],
]);

describe('an event', () => {
  it('holds nothing but facts that every viewer of the draft may see', async () => {
    const db = database.pool;
    const draft = await newDraft(db, { teams: 2, rounds: 3 });
    const { draftId, commissioner, teamIds, players, managers } = draft;
    const [teamId = ''] = teamIds;
    const [first = 0, second = 0, third = 0] = players;
    await setQueue(db, draftId, teamId, [third, second], managers[0] ?? commissioner);
    await setDeadline(db, draftId, -1);
    await runTimeOut(db, draftId);
    await applyPick(db, { kind: 'MANUAL', draftId, pickNumber: 2, playerId: first, actor: commissioner });
    await setAutopilot(db, draftId, teamId, true, commissioner);
    await setTeamManager(db, teamId, managerId(draft, 2), commissioner);
    await pauseDraft(db, draftId, commissioner);
    await resumeDraft(db, draftId, commissioner);
    await cancelDraft(db, draftId, commissioner);

    const told = await events(db, draftId);
    expect(told.map(({ kind }) => kind)).toEqual([
      ...['CREATED', 'OPENED', 'PICKED', 'PICKED', 'AUTOPILOT_CHANGED', 'MANAGER_CHANGED'],
      ...['PAUSED', 'RESUMED', 'CANCELLED'],
    ]);
    const names = new Set(told.flatMap(({ data }) => Object.keys(data)));
    expect([...names].filter((name) => !PUBLIC.has(name))).toEqual([]);
    // The queue chose, which everybody may know; what else is on it, or at which place, nobody.
    expect(told[2]?.data).toMatchObject({ playerId: third, reason: "From the team's queue: Player 3." });
  });
});

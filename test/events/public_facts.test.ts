import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
  ...['clockEndsAt', 'actsAt', 'quietUntil', 'bankSeconds', 'misses', 'madeUp'],
  ...['keepers', 'forfeits', 'changed', 'settings', 'bankSecondsAdded', 'secondsLeft', 'note'],
  ...['toPick', 'undone', 'teamTimes', 'formerPlayerId', 'otherPickNumber', 'otherPlayerId', 'trades'],
  ...[
    'promisedSeedHash',
    'seed',
    'seedHash',
    'words',
    'word',
    'teamIds',
    'name',
    'formerName',
    'teamName',
    'formerTeamName',
  ],
]);

/** Who acts: the person with the id that is the first value of a statement. */
const ACTOR = `row('USER', $1)::app_private.actor`;

describe('an event', () => {
  it('holds nothing but facts that every viewer of the draft may see', async () => {
    const db = database.pool;
    const draft = await newDraft(db, { teams: 2, rounds: 3 });
    const { draftId, commissioner, teamIds, players } = draft;
    const userId = commissioner.kind === 'CLOCK' ? null : commissioner.userId;
    const [teamId = ''] = teamIds;
    const [first = 0, second = 0, third = 0] = players;
    const change = (call: string, ...values: unknown[]) =>
      db.query(`select app_private.${call}`, [userId, ...values]);
    await db.query(`select app_private.set_queue($2, $3, $4, ${ACTOR})`, [
      ...[managerId(draft, 1), draftId, teamId],
      [third, second],
    ]);
    await setDeadline(db, draftId, -1);
    await runTimeOut(db, draftId);
    const manual = { kind: 'MANUAL', draftId, pickNumber: 2, playerId: first, actorKind: 'USER', userId };
    await db.query('select app_private.apply_picks($1, $2)', [JSON.stringify([manual]), draftId]);
    await change(`set_autopilot($2, $3, true, ${ACTOR})`, draftId, teamId);
    await change(`set_team_manager($2, $3, ${ACTOR})`, teamId, managerId(draft, 2));
    await change(`pause_draft($2, ${ACTOR})`, draftId);
    await change(`resume_draft($2, ${ACTOR})`, draftId);
    await change(`add_time($2, 10, null, ${ACTOR})`, draftId);
    await change(`reset_clock($2, null, ${ACTOR})`, draftId);
    await change(`skip_pick($2, 3, ${ACTOR}, 'Asleep')`, draftId);
    await change(`correct_pick($2, 2, $3, null, ${ACTOR})`, draftId, players[7]);
    const atItsVersion = 'from app_public.drafts d where d.id = $2';
    await change(`swap_picks($2, 1, 2, d.version, ${ACTOR}) ${atItsVersion}`, draftId);
    for (const [fifth, sixth] of [teamIds.toReversed(), teamIds]) {
      const trades = [
        { pickNumber: 5, toTeamId: fifth },
        { pickNumber: 6, toTeamId: sixth },
      ];
      await change(`trade_picks($2, $3, null, ${ACTOR})`, draftId, JSON.stringify(trades));
    }
    await change(`roll_back($2, 3, d.version, ${ACTOR}, 'Awake') ${atItsVersion}`, draftId);
    await change(`resume_draft($2, ${ACTOR})`, draftId);
    await change(`skip_pick($2, 3, ${ACTOR}, 'Asleep')`, draftId);
    await change(
      `change_settings($2, d.version, app_private.settings_told(s) || '{"atZero": "WAIT"}', null, d.visibility, ${ACTOR})
         from app_public.drafts d join app_public.draft_settings s on s.draft_id = d.id where d.id = $2`,
      draftId,
    );
    // The team on autopilot picks twice; then the draft waits for the other one.
    await runTimeOut(db, draftId);
    await setDeadline(db, draftId, -1);
    await runTimeOut(db, draftId);
    await change(`cancel_draft($2, ${ACTOR})`, draftId);

    const told = await events(db, draftId);
    expect(told.map(({ kind }) => kind)).toEqual([
      ...['CREATED', 'OPENED', 'PICKED', 'PICKED', 'AUTOPILOT_CHANGED', 'MANAGER_CHANGED'],
      ...['PAUSED', 'RESUMED', 'TIME_ADDED', 'CLOCK_RESET', 'SKIPPED', 'PICK_CORRECTED', 'PICKS_SWAPPED'],
      ...['PICKS_TRADED', 'PICKS_TRADED', 'ROLLED_BACK', 'RESUMED', 'SKIPPED', 'SETTINGS_CHANGED'],
      ...['PICKED', 'PICKED', 'CLOCK_RAN_OUT', 'CANCELLED'],
    ]);
    const names = new Set(told.flatMap(({ data }) => Object.keys(data)));
    expect([...names].filter((name) => !PUBLIC.has(name))).toEqual([]);
    // Everybody may know that the queue chose; what else is on it, or at which place, nobody.
    expect(told[2]?.data).toMatchObject({ playerId: third, reason: "From the team's queue: Player 3." });
  });
});

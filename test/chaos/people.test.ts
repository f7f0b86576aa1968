import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setTeamManager } from '../../src/database/leagues.ts';
import { pauseDraft, resumeDraft } from '../../src/database/life_cycle.ts';
import { setQueue } from '../../src/database/queues.ts';
import { managerId, newDraft, type TestDraft } from '../support/drafts.ts';
import { newStandOff, pauseStandOff, pickRank } from '../support/stand_off.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { checkPeople } from './checks/people.ts';
import { readRemains } from './checks/remains.ts';
import type { Answer } from './graphql.ts';
import { Notes } from './people/notes.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const DONE: Answer = { kind: 'done', data: {}, tries: 1 };
const REFUSED = (code: string): Answer => ({ kind: 'refused', code, tries: 1 });

/** What does not hold. */
async function broken(notes: Notes): Promise<string[]> {
  const verdicts = await checkPeople(database.pool, await readRemains(database.pool), notes);
  return verdicts.flatMap(({ name, holds }) => (holds ? [] : [name]));
}

describe('the verdicts on what people do beside picking', () => {
  let draft: TestDraft;
  let notes: Notes;
  beforeEach(async () => {
    await database.pool.query('truncate app_public.drafts, app_public.draft_events cascade');
    notes = new Notes();
    draft = await newDraft(database.pool, { teams: 2, rounds: 3 });
    const { draftId, commissioner, managers, players, teamIds } = draft;
    const [teamId = ''] = teamIds;
    const lists = [players.slice(0, 3)];
    if (managers[0]) await setQueue(database.pool, draftId, teamId, players.slice(0, 3), managers[0]);
    notes.queues.push({ draftId, teamId, userId: managerId(draft, 1), lists, changes: 1 });
    await pauseDraft(database.pool, draftId, commissioner);
    await pauseDraft(database.pool, draftId, commissioner);
    await resumeDraft(database.pool, draftId, commissioner);
    notes.interruptions.push({ draftId, pauses: 1, resumes: 1, isUncertain: false });
    for (const id of [null, managerId(draft, 2)]) {
      await setTeamManager(database.pool, teamId, id, commissioner);
      notes.managers.set(teamId, id);
      notes.told.push({ what: 'manager', draftId: null, answer: DONE });
    }
    const standOff = await newStandOff(database.pool);
    await pauseStandOff(database.pool, standOff.draftId);
    await pickRank(database.pool, standOff, 4, 5, standOff.commissioner, true);
  });

  it('hold where everything is as people left it', async () => {
    expect(await broken(notes)).toEqual([]);
  });

  it.each<[string, (notes: Notes, draft: TestDraft) => unknown]>([
    [
      'nothing is refused but for what there is a reason',
      (told, { draftId }) => told.told.push({ what: 'queue', draftId, answer: REFUSED('INTERNAL') }),
    ],
    [
      'every queue is what its manager made of it',
      () => database.pool.query('delete from app_public.queue_entries where place = 2'),
    ],
    [
      'every queue is what its manager made of it',
      (told, { draftId }) => told.wrongLists.push({ draftId, what: 'another list' }),
    ],
    [
      'each team has the manager whom it was given to last',
      ({ managers }, { teamIds: [teamId = ''] }) => managers.set(teamId, null),
    ],
    [
      'every change of a manager is told once and in order',
      () =>
        database.pool.query(
          `update app_public.draft_events set data = data || '{"formerManagerId": "somebody else"}'
            where kind = 'MANAGER_CHANGED' and data ->> 'managerId' is not null`,
        ),
    ],
    [
      'what is paused or resumed by several requests at once is so once',
      ({ interruptions: [made] }) => made && Object.assign(made, { pauses: 0 }),
    ],
    ['every stand-off ends with the pick of its commissioner', () => leaveStandOff()],
  ])('fail where %s does not hold', async (name, breakIt) => {
    await breakIt(notes, draft);
    expect(await broken(notes)).toEqual([name]);
  });

  it('accept a stand-off that arose after all people had left', async () => {
    notes.openStandOffs.add(await leaveStandOff());
    expect(await broken(notes)).toEqual([]);
  });

  async function leaveStandOff(): Promise<string> {
    const { draftId } = await newStandOff(database.pool);
    await pauseStandOff(database.pool, draftId);
    return draftId;
  }
});

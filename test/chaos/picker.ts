import { createConnectionPool } from '../../src/database/connect.ts';
import { pauseDraft, resumeDraft } from '../../src/database/life_cycle.ts';
import { draftRow, runTimeOut, setDeadline } from '../support/drafts.ts';
import { silentLog } from '../support/silent_log.ts';

// A program that picks, pauses and resumes without end on the drafts it is given, to be frozen in the middle of it.
const { DATABASE_URL = '' } = process.env;
const pool = createConnectionPool(DATABASE_URL, { max: 4, applicationName: 'picker', log: silentLog });
const drafts = process.argv.slice(2);
process.stdout.write('picking\n');
for (let turn = 0; ; turn += 1) {
  const draftId = drafts[turn % drafts.length] ?? '';
  if ((await draftRow(pool, draftId)).state !== 'IN_PROGRESS') continue;
  await setDeadline(pool, draftId, -1);
  await runTimeOut(pool, draftId);
  const { state } = await draftRow(pool, draftId);
  if (turn % 5 !== 0 || state !== 'IN_PROGRESS') continue;
  await pauseDraft(pool, draftId, { kind: 'OPERATOR', userId: null });
  await resumeDraft(pool, draftId, { kind: 'OPERATOR', userId: null });
}

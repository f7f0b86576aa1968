import { expect, it } from 'vitest';
import { ask, codeOf, tokenFor } from '../../support/api.ts';
import { managerId, newDraft, newPool, planDrafts } from '../../support/drafts.ts';
import { testService } from '../../support/service.ts';

const { database, api } = testService({ MUTATIONS_PER_MINUTE: '8' });
const RENAME = 'mutation ($t: UUID!, $n: String!) { renameTeam(teamId: $t, name: $n) { team { name } } }';

it('a mutation that changes thirty drafts counts as three more', async () => {
  const poolId = await newPool(database.pool);
  const draft = await newDraft(database.pool, { poolId, open: false });
  const { teamIds } = draft;
  await planDrafts(database.pool, draft, poolId, 30);
  const who = await tokenFor(managerId(draft, 1));
  const rename = (n: string) => ask(api.url, RENAME, { t: teamIds[0], n }, who);
  for (const n of ['One', 'Two']) expect((await rename(n)).errors).toEqual([]);
  expect(codeOf(await rename('Three'))).toBe('TOO_MANY_REQUESTS');
  const other = await tokenFor(managerId(draft, 2));
  expect((await ask(api.url, RENAME, { t: teamIds[1], n: 'Four' }, other)).errors).toEqual([]);
});

import { expect, it } from 'vitest';
import type { NewDraft } from '../../../src/database/life_cycle.ts';
import { createDraft } from '../../../src/orchestrator/create_draft.ts';
import { ask, codeOf, tokenFor } from '../../support/api.ts';
import { managerId, newDraft, newPool, openRoster } from '../../support/drafts.ts';
import { testService } from '../../support/service.ts';

const { database, api } = testService({ MUTATIONS_PER_MINUTE: '8' });
const RENAME = 'mutation ($t: UUID!, $n: String!) { renameTeam(teamId: $t, name: $n) { team { name } } }';

it('a mutation that changes thirty drafts counts as three more', async () => {
  const poolId = await newPool(database.pool);
  const draft = await newDraft(database.pool, { poolId, open: false });
  const { leagueId, teamIds, commissioner } = draft;
  const created: NewDraft = {
    ...{ leagueId, poolId, teamIds, startsAt: null, visibility: 'PUBLIC' },
    settings: {
      ...{ rounds: 1, order: { kind: 'SNAKE' }, secondsPerPick: 60, secondsPerPickByRound: {} },
      ...{ rosterSlots: openRoster(1), tradedPicks: [] },
    },
  };
  for (let n = 0; n < 30; n += 1) await createDraft(database.pool, created, commissioner);
  const who = await tokenFor(managerId(draft, 1));
  const rename = (n: string) => ask(api.url, RENAME, { t: teamIds[0], n }, who);
  for (const n of ['One', 'Two']) expect((await rename(n)).errors).toEqual([]);
  expect(codeOf(await rename('Three'))).toBe('TOO_MANY_REQUESTS');
  const other = await tokenFor(managerId(draft, 2));
  expect((await ask(api.url, RENAME, { t: teamIds[1], n: 'Four' }, other)).errors).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { createUser, setTeamManager } from '../../src/database/leagues.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { commissionerId, managerId, type Stage, useStage } from './support/stage.ts';

describe.skipIf(CHROMIUM === null)('whose a team is', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  it('is told by the name of who got it, as long as they have it', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const [teamId = ''] = draft.teamIds;
    const page = await stage.page(commissionerId(draft), 'commissioner');
    await page.goto(`/d/${draft.draftId}`);
    await page.locator('.log li').first().waitFor();
    const db = stage.database.pool;
    await setTeamManager(db, teamId, await createUser(db, 'Yan'), draft.commissioner);
    await page.locator('.log').getByText('Yan manages Team 1 now').waitFor();
    await setTeamManager(db, teamId, await createUser(db, 'Zoe'), draft.commissioner);
    await page.locator('.log').getByText('Zoe manages Team 1 now').waitFor();
    await page.locator('.log').getByText('Team 1 has a new manager').waitFor();
    await page.goto(`/d/${draft.draftId}/replay?at=99`);
    await page.getByText('Zoe manages Team 1 now').waitFor();
  });

  it('is marked in the results for who manages it, and for nobody else', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 1 });
    const manager = await stage.page(managerId(draft, 2), 'manager 2');
    const visitor = await stage.page(null, 'visitor');
    for (const page of [manager, visitor]) {
      await page.goto(`/d/${draft.draftId}/results`);
      await page.getByRole('heading', { name: 'Team 2' }).waitFor();
    }
    await manager.getByRole('region', { name: 'Team 2' }).getByText('Your team').waitFor();
    for (const [page, marks] of [
      [manager, 1],
      [visitor, 0],
    ] as const)
      expect(await page.getByText('Your team').count()).toBe(marks);
  });
});

import type { Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { cancelDraft, setAutopilot } from '../../src/database/life_cycle.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { commissionerId, managerId, type Stage, useStage } from './support/stage.ts';

describe.skipIf(CHROMIUM === null)('whoever uses keys keeps the focus', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  it('on a button while it works, which takes no second press, and when it failed', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await stage.page(commissionerId(draft), 'commissioner');
    await page.goto(`/l/${draft.leagueId}`);
    const asked = await hold(page, 'RenameTeam');
    await page.getByRole('button', { name: 'More about Team 1' }).click();
    await page.getByRole('button', { name: 'Rename the team' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rename the team' });
    await dialog.getByLabel('Name of the team').fill('Owls');
    const rename = dialog.getByRole('button', { name: 'Rename the team' });
    await rename.press('Enter');
    await expect.poll(() => asked.length).toBe(1);
    expect(await focused(page)).toBe('Rename the team');
    expect(await rename.getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Enter');
    await dialog.getByLabel('Name of the team').press('Enter');
    await rename.focus();
    await asked[0]?.fulfill({
      json: { errors: [{ message: 'Not now', extensions: { code: 'RATE_LIMITED' } }] },
    });
    await dialog.getByRole('alert').waitFor();
    expect(await focused(page)).toBe('Rename the team');
    expect(asked).toHaveLength(1);
  });

  it('on a button that moves something to the end of its list', async () => {
    const draft = await stage.newDraft({ teams: 3, rounds: 2 });
    const page = await stage.page(commissionerId(draft), 'commissioner');
    await page.goto(`/l/${draft.leagueId}/draft`);
    for (const where of ['up', 'down']) {
      const move = page.getByRole('button', { name: `Move Team 2 ${where}` });
      await move.press('Enter');
      await expect.poll(() => move.getAttribute('aria-disabled')).toBe('true');
      expect(await focused(page)).toBe(`Move Team 2 ${where}`);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Move Team 2 down' }).press('Enter');
    }
    const fewer = page.getByRole('button', { name: 'One seat less for K', exact: true });
    await fewer.press('Enter');
    await expect.poll(() => fewer.getAttribute('aria-disabled')).toBe('true');
    expect(await focused(page)).toBe('One seat less for K');
  });

  it('on the button that saves a ranking, and on one in the queue', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await stage.page(managerId(draft, 2), 'manager 2');
    await page.goto('/rankings');
    await page.getByLabel('Place of Player 2', { exact: true }).waitFor();
    const up = page.getByRole('button', { name: 'Move Player 2 up', exact: true });
    await up.press('Enter');
    await page.getByText('Not saved yet').waitFor();
    expect(await focused(page)).toBe('Move Player 2 up');
    await page.getByRole('button', { name: 'Save my ranking' }).press('Enter');
    await page.getByText('Not saved yet').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Save my ranking');

    await page.goto(`/d/${draft.draftId}`);
    for (const name of ['Player 1', 'Player 2', 'Player 3'])
      await page.getByRole('button', { name: `Add ${name} to your queue`, exact: true }).click();
    const raise = page.getByRole('button', { name: 'Move Player 3 up', exact: true });
    await raise.press('Enter');
    await page.locator('ol.queue li').nth(1).getByText('Player 3').waitFor();
    expect(await focused(page)).toBe('Move Player 3 up');
    await page.keyboard.press('Enter');
    await page.locator('ol.queue li').first().getByText('Player 3').waitFor();
    expect(await focused(page)).toBe('Move Player 3 up');
  });

  it('near a button that goes with what it did', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const { pool } = stage.database;
    const page = await stage.page(managerId(draft, 2), 'manager 2');
    await page.goto('/rankings');
    await page.getByRole('button', { name: 'Move Player 2 up', exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Save my ranking' }).press('Enter');
    const remove = page.getByRole('button', { name: 'Use the order of the pool again' });
    await remove.press('Enter');
    await remove.waitFor({ state: 'detached' });
    await page.locator('section:focus', { hasText: 'The order of the pool' }).waitFor();

    await setAutopilot(pool, draft.draftId, draft.teamIds[1] ?? '', true, draft.commissioner);
    await page.goto(`/d/${draft.draftId}`);
    await page.getByRole('button', { name: 'I am back' }).press('Enter');
    await page.locator('section.notices:focus').waitFor({ state: 'attached' });
    // The same of the next line, of the one before the last, and the part where there is no other.
    const names = ['Player 1', 'Player 2', 'Player 3'];
    for (const name of names)
      await page.getByRole('button', { name: `Add ${name} to your queue`, exact: true }).click();
    const unqueue = (name: string) => page.locator('.queue').getByLabel(`Remove ${name} from your queue`);
    await unqueue('Player 2').press('Enter');
    await expect.poll(() => focused(page)).toContain('Player 3');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toContain('Player 1');
    await page.keyboard.press('Enter');
    await page.locator('section.part-queue:focus').waitFor();
  });

  it('on the field of a line whose own button does nothing any more', async () => {
    const page = await stage.page(managerId(await stage.newDraft(), 1), 'somebody with a small league');
    await page.goto('/new');
    await page.getByLabel('How many teams?').fill('4');
    await page.getByRole('button', { name: 'Remove Team 2' }).press('Enter');
    await expect.poll(() => focused(page)).toBe('Remove Team 3');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Name of team 2');
  });

  it('near what opened a dialog, where that is gone with what was done in it', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const db = stage.database.pool;
    await cancelDraft(db, draft.draftId, draft.commissioner);
    await db.query('update app_public.teams set manager_id = null where league_id = $1', [draft.leagueId]);
    const page = await stage.page(commissionerId(draft), 'commissioner');
    await page.goto(`/l/${draft.leagueId}`);
    await page.getByRole('button', { name: 'Make links for 2 open teams' }).press('Enter');
    await page.getByRole('button', { name: 'New link' }).nth(1).waitFor({ state: 'attached' });
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).press('Enter');
    await page.locator('section:focus', { hasText: 'Teams and managers' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('New link');

    await page.getByRole('button', { name: 'More about the draft League' }).press('Enter');
    await page.getByRole('button', { name: 'Put away', exact: true }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Put away' }).press('Enter');
    await page.getByText('1 draft put away').waitFor();
    await page.locator('section:focus', { hasText: 'New draft' }).waitFor();
  });
});

/** What requests of one operation come to: each waits there, and nobody answers it. */
async function hold(page: Page, operation: string): Promise<Route[]> {
  const held: Route[] = [];
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes(operation)) held.push(route);
    else await route.fallback();
  });
  return held;
}

/** The name of what has the focus; '' where nothing has. */
function focused(page: Page): Promise<string> {
  return page.evaluate<string>(
    `(({ activeElement: at }) => at === document.body ? '' : at.getAttribute('aria-label') ?? at.textContent)(document)`,
  );
}

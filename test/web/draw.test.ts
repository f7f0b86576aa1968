import type { Page, Request } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { reorderSlots } from '../../src/database/draft_order.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { commissionerId, managerId, type Stage, useStage } from './support/stage.ts';

describe.skipIf(CHROMIUM === null)('the order of a draft that has not begun', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  it('is drawn in the room with words of the managers, before everybody, who can repeat it', async () => {
    const draft = await stage.newDraft({ teams: 4, rounds: 2, open: false });
    const boss = await stage.page(commissionerId(draft), 'commissioner');
    const one = await stage.page(managerId(draft, 1), 'manager 1');
    const visitor = await stage.page(null, 'visitor');
    const screen = await stage.page(null, 'big screen');
    for (const page of [boss, one, visitor]) await page.goto(`/d/${draft.draftId}`);
    await screen.goto(`/d/${draft.draftId}/tv`);
    await screen.locator('.board thead th').first().waitFor();
    await visitor.getByText('The commissioner draws the order here').waitFor();
    const readAgain = await holdReadings(visitor);
    for (const page of [one, screen]) await page.emulateMedia({ reducedMotion: 'no-preference' });
    const told = await Promise.all([one, screen].map((page) => watchWhatIsTold(page)));
    const hiddenSlots = await countHiddenSlots(one);
    await one.getByLabel('A word for the draw').fill('abracadabra');
    await one.getByRole('button', { name: 'Add my word' }).click();
    await boss.getByText('Team 1: “abracadabra”').waitFor();
    await boss.getByRole('button', { name: 'Draw the order' }).click();
    await boss.getByRole('dialog').getByRole('button', { name: 'Draw the order' }).click();
    for (const page of [boss, one, visitor]) {
      await page.getByRole('list', { name: 'The drawn order' }).waitFor();
      await page.getByText('Check that the draw was fair').click();
      await page.getByText('Checked in your browser').waitFor();
    }
    expect(await hiddenSlots(), 'shown slot by slot where motion is welcome').toEqual([4, 3, 2, 1, 0]);
    await screen.locator('html[data-drawing]').waitFor({ state: 'detached' });
    for (const spoilt of told) expect(await spoilt(), 'told before its slot was shown').toEqual([]);
    await readAgain();
    expect(await visitor.getByText('Checked in your browser').isVisible(), 'still open').toBe(true);
    const drawn = await stage.database.pool.query<{ name: string }>(
      `select t.name from app_public.draft_slots s join app_public.teams t on t.id = s.team_id where s.draft_id = $1 order by s.slot`,
      [draft.draftId],
    );
    expect(await visitor.locator('.drawn-order b').allTextContents()).toEqual(
      drawn.rows.map(({ name }) => name),
    );
    expect(await visitor.locator('.board thead th').allTextContents()).toEqual(
      drawn.rows.map(({ name }) => name),
    );
    const { rows } = await stage.database.pool.query<{ id: string }>(
      'select team_id as id from app_public.draft_slots where draft_id = $1 order by slot desc',
      [draft.draftId],
    );
    const teamIds = rows.map(({ id }) => id);
    await reorderSlots(stage.database.pool, draft.draftId, teamIds, draft.commissioner, 'By age.');
    await visitor
      .getByText(/changed by hand after the draw, by event \d+ with the note "By age\."/)
      .waitFor();
    expect(await visitor.getByText('Repeated in your browser').count()).toBe(0);
  });
});

/** From now on the page reads the draft only when what is returned is called; it ends when the page has its log as well. */
async function holdReadings(page: Page): Promise<() => Promise<void>> {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/graphql', async (route) => {
    if (asks(route.request(), 'DraftRoom')) await released;
    await route.continue();
  });
  return async () => {
    const log = page.waitForResponse((response) => asks(response.request(), 'DraftHistory'));
    release();
    await (await log).finished();
  };
}

/** Notes how many slots of the drawn order were hidden, each time that changes. */
async function countHiddenSlots(page: Page): Promise<() => Promise<number[]>> {
  const counts = await page.evaluateHandle<number[]>(`(() => {
    const seen = [];
    new MutationObserver(() => {
      const hidden = document.querySelector('.drawn-order')?.querySelectorAll('.muted:not(.figures)').length;
      if (hidden !== undefined && hidden !== seen.at(-1)) seen.push(hidden);
    }).observe(document.body, { subtree: true, childList: true });
    return seen;
  })()`);
  return () => counts.jsonValue();
}

/** Notes what names the order while a slot of it is still hidden: a head of the board, a cell, a line of the log. */
async function watchWhatIsTold(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(`{
    const seen = new Set();
    window.spoilt = () => [...seen];
    new MutationObserver(() => {
      if (!document.querySelector('html[data-drawing]')) return;
      for (const element of document.querySelectorAll('.board thead th, .board .cell .inner, .log li:first-child .line'))
        if (getComputedStyle(element).visibility !== 'hidden') seen.add(element.textContent);
    }).observe(document.body, { subtree: true, childList: true });
  }`);
  return () => page.evaluate<string[]>('window.spoilt()');
}

function asks(request: Request, operation: string): boolean {
  return request.postData()?.includes(`query ${operation}(`) ?? false;
}

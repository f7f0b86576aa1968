import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newDraft } from '../support/drafts.ts';
import { CHROMIUM } from './support/browser.ts';
import { Stage } from './support/stage.ts';

describe.skipIf(CHROMIUM === null)('a page that goes no further', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(async () => {
    await stage.close();
    expect(stage.complaints.said, 'errors and reports of the content policy').toEqual([]);
  });

  it('leads home from an address that is cut off or mistyped', async () => {
    const page = await stage.page(null, 'somebody with a cut link');
    for (const path of ['/nope', '/d/abc', '/l/abc', '/d/0a1b2c/results']) {
      await page.goto(path);
      await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
      expect(await page.locator('a[href="/"]').count(), path).toBe(1);
    }
  });

  it('tells whoever is not signed in so before they fill in the form of a league', async () => {
    const page = await stage.page(null, 'stranger');
    await page.goto('/new');
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    expect(await page.locator('form').count()).toBe(0);
  });

  it('says of the results of a draft that has not started that there are none', async () => {
    const { draftId } = await newDraft(stage.database.pool, { teams: 2, rounds: 2, open: false });
    const page = await stage.page(null, 'visitor');
    await page.goto(`/d/${draftId}/results`);
    await page.getByText('The draft has not started: nobody is drafted yet.').waitFor();
    expect(await page.getByText('The draft goes on').count()).toBe(0);
  });
});

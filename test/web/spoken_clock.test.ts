import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { applyPick } from '../../src/database/picks.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { managerId, type Stage, useStage } from './support/stage.ts';

describe.skipIf(CHROMIUM === null)('the clock for whoever hears the page', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  const spoken = (page: Page, text: RegExp) =>
    page.locator('.visually-hidden[aria-live]').filter({ hasText: text });
  const silence = (page: Page) => spoken(page, /^$/).waitFor({ state: 'attached' });

  it('says who comes onto the clock and how much time they have, and keeps no old time', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2, secondsPerPick: 600 });
    const one = await stage.page(managerId(draft, 1), 'manager 1');
    const two = await stage.page(managerId(draft, 2), 'manager 2');
    for (const page of [one, two]) {
      await page.goto(`/d/${draft.draftId}`);
      await page.locator('td.current[data-pick="1"]').waitFor();
      await silence(page);
    }
    const { draftId, commissioner: actor } = draft;
    const first = { pickNumber: 1, playerId: draft.players[0] ?? 0 };
    await applyPick(stage.database.pool, { kind: 'MANUAL', draftId, ...first, actor });
    await spoken(one, /^Team 2 is on the clock with pick 1\.02, 10 minutes left$/).waitFor({
      state: 'attached',
    });
    await spoken(two, /^You are on the clock with pick 1\.02, 10 minutes left$/).waitFor({
      state: 'attached',
    });
    for (const page of [one, two]) await silence(page);
  });

  it('says what is left at 30 and at 10 seconds, and is silent and right in between', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 1, secondsPerPick: 45 });
    const page = await stage.page(null, 'visitor');
    await page.goto(`/d/${draft.draftId}`);
    for (const seconds of [30, 10]) {
      await spoken(page, new RegExp(`^${seconds} seconds left$`)).waitFor({ state: 'attached' });
      await silence(page);
      // What is read in the timer is the clock alone.
      expect(await page.getByRole('timer').textContent()).toMatch(/^(0:\d\d|\d\.\d)$/);
    }
  });
});

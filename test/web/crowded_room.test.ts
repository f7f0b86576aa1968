import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { pauseDraft, setAutopilot } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { openRoster, type TestDraft } from '../support/drafts.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { commissionerId, managerId, type Stage, useStage } from './support/stage.ts';

const PHONE = { width: 390, height: 844 };
type Size = typeof PHONE;
const LONG = 'Bob the Builder of Very Long Championship Dynasties and More of the Same';

describe.skipIf(CHROMIUM === null)('a room with little room', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  /** A draft whose second team has a long name and whose commissioner drafts for the first. */
  async function scene(): Promise<TestDraft> {
    const draft = await stage.newDraft({ teams: 2, rounds: 3 });
    const { pool } = stage.database;
    await pool.query('update app_public.teams set name = $2 where id = $1', [draft.teamIds[1], LONG]);
    await pool.query('update app_public.teams set manager_id = $2 where id = $1', [
      ...[draft.teamIds[0], commissionerId(draft)],
    ]);
    const { draftId, players, commissioner: actor } = draft;
    for (const pickNumber of [1, 2]) {
      const playerId = players[pickNumber - 1] ?? 0;
      await applyPick(pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor });
    }
    return draft;
  }

  async function enter(draft: TestDraft, who: string | null, size?: Size): Promise<Page> {
    const page = await stage.page(who, 'somebody', size && { size });
    await page.goto(`/d/${draft.draftId}`);
    await page.locator('td.current').waitFor();
    return page;
  }

  /** What of a selector is not whole within what is seen: cut off by the window, or longer than its box. */
  const cut = (page: Page, selector: string) =>
    page.evaluate<string[]>(`[...document.querySelectorAll(${JSON.stringify(selector)})].filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return right > innerWidth || left < 0 || element.scrollWidth > element.clientWidth + 1;
    }).map(({ textContent }) => textContent)`);

  it.each([16, 32])('on a phone has its name, and a menu of all pages, with letters of %i px', async (px) => {
    const draft = await scene();
    const page = await enter(draft, null, PHONE);
    await page.evaluate(`document.documentElement.style.fontSize = '${px}px'`);
    const title = await page.getByRole('heading', { level: 1 }).boundingBox();
    expect(title?.width).toBeGreaterThan(30);
    expect(await cut(page, '.roombar nav, .roombar nav button, .roombar .badge')).toEqual([]);
    await page.getByRole('button', { name: 'Menu' }).click();
    for (const name of ['Replay', 'Results', 'Big screen'])
      await page.locator('.roombar').getByRole('link', { name }).waitFor();
    await page.getByRole('button', { name: 'Copy watch link' }).waitFor();
    await page.getByRole('button', { name: 'Settings' }).waitFor();
    await page.getByRole('button', { name: 'Keys' }).click();
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  });

  it.each(['small', 'medium', 'large'])(
    'has its lines whole in the cells of a %s board, in the largest text',
    async (size) => {
      const draft = await scene();
      const page = await enter(draft, null);
      await page.evaluate(`document.documentElement.dataset.text = 'larger'`);
      await page.evaluate(`document.querySelector('.board').dataset.size = '${size}'`);
      const below = await page.evaluate<
        number[]
      >(`[...document.querySelectorAll('td[data-player] :is(.name, .team)')]
      .map((line) => line.getBoundingClientRect().bottom - line.closest('td').getBoundingClientRect().bottom)`);
      expect(Math.max(...below)).toBeLessThanOrEqual(0);
    },
  );

  it.each(['small', 'medium', 'large'])(
    'says who has a traded pick in a %s cell, also beside a mark',
    async (size) => {
      const name = 'Waiver Wizards';
      const draft = await stage.newDraft({
        ...{ teams: 12, rounds: 2, rosterSlots: openRoster(4) },
        tradedPicks: [1, 2].map((round) => ({ round, slot: 1, owner: 2 })),
      });
      const { pool } = stage.database;
      await pool.query('update app_public.teams set name = $2 where id = $1', [draft.teamIds[1], name]);
      const { draftId, players, commissioner: actor } = draft;
      await applyPick(pool, { kind: 'MANUAL', draftId, pickNumber: 1, playerId: players[0] ?? 0, actor });
      const page = await enter(draft, null);
      await page.locator('td[data-pick="1"] .mark').waitFor({ state: 'attached' });
      await page.evaluate(`document.querySelector('.board').dataset.size = '${size}'`);
      const shown = page.locator('td[data-pick="1"] .owner:visible');
      expect(await shown.count()).toBe(1);
      const [owner, cell] = await Promise.all([
        shown.boundingBox(),
        page.locator('td[data-pick="1"]').boundingBox(),
      ]);
      const end = (owner?.x ?? 0) + (owner?.width ?? 0);
      expect(end).toBeLessThan((cell?.x ?? 0) + (cell?.width ?? 0));
      // The whole of the name where a cell has three lines, more than the arrow where it has two.
      expect(owner?.width).toBeGreaterThan(size === 'small' ? 25 : 60);
      if (size !== 'small') expect(await cut(page, 'td.open .owner')).toEqual([]);
    },
  );

  it.each([
    [1440, 'larger'],
    [1280, 'larger'],
    [1024, 'normal'],
  ] as const)(
    'has all that a commissioner does at hand, %i pixels wide with %s text',
    async (width, text) => {
      const draft = await scene();
      const page = await enter(draft, commissionerId(draft), { width, height: 900 });
      await page.evaluate(`document.documentElement.dataset.text = '${text}'`);
      await page.getByRole('switch', { name: 'Pick for this team' }).waitFor();
      expect(await cut(page, '.commissioner, .commissioner > *')).toEqual([]);
      const bar = await page.locator('.commissioner').boundingBox();
      expect(bar?.height).toBeLessThan(width === 1440 ? 64 : 110);
    },
  );

  it('leaves a queue its height on a tablet held across', async () => {
    const draft = await scene();
    const page = await enter(draft, managerId(draft, 2), { width: 1024, height: 768 });
    const queue = page.locator('.part-queue');
    await queue.getByText('Your queue is empty').waitFor();
    expect((await queue.boundingBox())?.height).toBeGreaterThan(200);
  });

  it('shows who sends a sign within the page, however long they are called', async () => {
    const draft = await scene();
    const page = await enter(draft, managerId(draft, 2), PHONE);
    await page.getByRole('button', { name: 'In the room' }).click();
    await page.getByRole('button', { name: 'Well done' }).click();
    await page.locator('.reactions li').waitFor();
    expect(await cut(page, '.reactions li')).toEqual([]);
  });

  it('names a commissioner who drafts as well once, with their team', async () => {
    const draft = await scene();
    const page = await enter(draft, commissionerId(draft));
    await page.getByRole('button', { name: 'In the room: 1 of 2 managers here' }).click();
    expect(await page.locator('.company li').count()).toBe(2);
    await page.locator('.company li').first().getByText('Commissioner').waitFor();
  });

  it('breaks a long name in a list of autopilots, and cuts the team rather than the player of a rollback', async () => {
    const draft = await scene();
    const page = await enter(draft, commissionerId(draft));
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('button', { name: 'Autopilots' }).click();
    await page.getByRole('switch', { name: LONG }).waitFor();
    expect(await cut(page, '.autopilots li')).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Undo the last pick' }).click();
    await page.locator('.undone li').waitFor();
    expect(await cut(page, '.undone .name')).toEqual([]);
  });

  it('says what is new above it', async () => {
    const draft = await scene();
    const page = await stage.page(null, 'somebody who was here before');
    const seen = JSON.stringify({ [draft.draftId]: { version: 3, at: Date.now() } });
    await page.addInitScript(`localStorage.setItem('draft-seen', ${JSON.stringify(seen)})`);
    await page.goto(`/d/${draft.draftId}`);
    await page.locator('.log li.unread').waitFor();
    expect(await page.locator('.log .divider').count()).toBe(1);
    await page.locator('.log li').first().locator('.divider').waitFor();
    // What comes while one looks is not new above that, and who was away for a moment was not away for long, however late it is.
    await page.evaluate(`Date.now = () => performance.timeOrigin + performance.now() + 360_000`);
    await pauseDraft(stage.database.pool, draft.draftId, draft.commissioner);
    await page.locator('.stage.paused').waitFor();
    await page.locator('.log li:nth-child(2) .divider').waitFor();
    await page.locator('.log li:first-child:not(.unread)').waitFor();
    expect(await page.locator('.away').count()).toBe(0);
  });

  it('says nothing of an autopilot once the draft is over', async () => {
    const draft = await stage.newDraft({ teams: 1, rounds: 1, open: false });
    const page = await stage.page(managerId(draft, 1), 'manager 1');
    await page.goto(`/d/${draft.draftId}`);
    await setAutopilot(stage.database.pool, draft.draftId, draft.teamIds[0] ?? '', true, draft.commissioner);
    await page.getByText('Autopilot picks for you').waitFor();
    await openDraft(stage.database.pool, draft.draftId, draft.commissioner);
    await page.getByText('The draft is over').first().waitFor();
    expect(await page.getByText('Autopilot picks for you').count()).toBe(0);
  });
});

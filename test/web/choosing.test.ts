import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { applyPick, skipPick } from '../../src/database/picks.ts';
import { setQueue } from '../../src/database/queues.ts';
import { setRanking } from '../../src/database/rankings.ts';
import type { RosterSlot } from '../../src/draft/roster_slots.ts';
import type { TestDraft } from '../support/drafts.ts';
import { until } from '../support/until.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { commissionerId, draftBySearch, managerId, type Stage, useStage } from './support/stage.ts';

const QB_AND_RB: RosterSlot[] = [
  { name: 'QB', seats: 1, positions: ['QB'] },
  { name: 'RB', seats: 1, positions: ['RB'] },
];

describe.skipIf(CHROMIUM === null)('who chooses a player', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  /** Has the commissioner pick players by their ranks, from a pick on. */
  async function pick({ draftId, players, commissioner: actor }: TestDraft, from: number, ranks: number[]) {
    for (const [index, rank] of ranks.entries()) {
      const playerId = players[rank - 1] ?? 0;
      const pickNumber = from + index;
      await applyPick(stage.database.pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor });
    }
  }

  async function enter(draft: TestDraft, who: string): Promise<Page> {
    const page = await stage.page(who, 'somebody who chooses');
    await page.goto(`/d/${draft.draftId}`);
    await page.locator('.players .player').first().waitFor();
    return page;
  }

  const focused = (page: Page) =>
    page.evaluate<string>(`(() => {
      const { tagName, type, className, textContent } = document.activeElement;
      return tagName === 'BUTTON' ? textContent : [tagName.toLowerCase(), type ?? className].join(' ');
    })()`);

  it('reads of whom the roster has no seat, and what it needs instead', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2, rosterSlots: QB_AND_RB });
    await pick(draft, 1, [1, 3, 5]);
    const page = await enter(draft, managerId(draft, 1));
    await page.locator('.stage.mine').waitFor();
    const row = (name: string) => page.locator('.player').filter({ hasText: new RegExp(`${name}(?!\\d)`) });
    await row('Player 2').getByText('No seat').waitFor();
    await row('Player 15').getByText('Draft', { exact: true }).waitFor();
    await row('Player 2').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Fits no open seat of the roster. You need: QB.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Draft', exact: true }).isDisabled()).toBe(true);
  });

  it('reads which positions the league allows no more of', async () => {
    const draft = await stage.newDraft({
      ...{ teams: 1, rounds: 3, positionMaximums: { RB: 1 } },
    });
    await pick(draft, 1, [1]);
    const page = await enter(draft, managerId(draft, 1));
    await page.locator('.player').filter({ hasText: 'No seat' }).first().click();
    await page.getByRole('dialog').getByText('The roster has as many RB as the league allows.').waitFor();
  });

  it('reads with which pick, where one was passed over and another is on the clock', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2, order: { kind: 'LINEAR' } });
    await skipPick(stage.database.pool, draft.draftId, 1, draft.commissioner);
    await pick(draft, 2, [1]);
    const page = await enter(draft, managerId(draft, 1));
    await page.getByText('Your next choice is for 2.01, which is on the clock').waitFor();
    await page.locator('.player').first().click();
    await page.getByRole('dialog').getByText('With pick 2.01, which is on the clock.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Draft', exact: true }).click();
    await page.locator('td[data-pick="3"][data-player]').waitFor();
    await page.getByText('Your pick 1.01 was passed over. Make it up now').waitFor();
    // The table waits with what was drafted until there is time.
    await page.locator('.player').first().getByText('Player 3', { exact: true }).click();
    await page.getByRole('dialog').getByText('With pick 1.01, which was passed over.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Draft', exact: true }).click();
    await page.locator('td[data-pick="1"][data-player]').waitFor();
    await stage.untilSameBoard(page, draft.draftId);
  });

  it('picks for the team on the clock as its commissioner, also with a pick of their own to make up', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2, order: { kind: 'LINEAR' } });
    await stage.database.pool.query('update app_public.teams set manager_id = $2 where id = $1', [
      ...[draft.teamIds[0], commissionerId(draft)],
    ]);
    await skipPick(stage.database.pool, draft.draftId, 1, draft.commissioner);
    const page = await enter(draft, commissionerId(draft));
    await page.getByText('Your pick 1.01 was passed over. Make it up now').waitFor();
    await page.getByRole('switch', { name: 'Pick for this team' }).click();
    await page.locator('.player').first().click();
    const dialog = page.getByRole('dialog', { name: 'Draft Player 1 for Team 2?' });
    await dialog.getByText('With pick 1.02, which is on the clock.').waitFor();
    // A queue is of one's own team.
    expect(await dialog.getByRole('button', { name: 'Add to queue' }).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Draft', exact: true }).click();
    await page.locator('td[data-pick="2"][data-player]').waitFor();
    await stage.untilSameBoard(page, draft.draftId);
  });

  it('goes on with an empty search after a pick of their own, and with the focus where it was', async () => {
    const draft = await stage.newDraft({ teams: 1, rounds: 3 });
    const page = await enter(draft, managerId(draft, 1));
    await draftBySearch(page, 'Player 7');
    await page.locator('td[data-pick="1"][data-player]').waitFor();
    const search = page.getByRole('searchbox', { name: 'Search players' });
    await until(async () => (await search.inputValue()) === '' || undefined);
    expect(await focused(page)).toBe('input search');
    await search.press('Tab');
    await page.locator('.player').nth(2).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Draft', exact: true }).press('Enter');
    await page.locator('td[data-pick="2"][data-player]').waitFor();
    expect(await focused(page)).toBe('div rows');
    await page.locator('.player.active').getByText('Player 1', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Draft Player 1?' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('div rows');
  });

  it('with keys alone reaches the list, one row of it, and the buttons of that row', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 3 });
    const page = await enter(draft, managerId(draft, 1));
    await page.locator('.rows button').nth(3).waitFor();
    const reached = `[...document.querySelectorAll('.rows button')].filter(({ tabIndex }) => tabIndex === 0).length`;
    expect(await page.evaluate(reached)).toBe(1);
    await page.getByRole('button', { name: 'QB', exact: true }).press('Enter');
    await page.locator('.player').first().getByText('Player 5', { exact: true }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('grid', { name: 'Players' }).press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.entry').getByText('Player 15').waitFor();
    const active = `document.getElementById(document.querySelector('.rows').getAttribute('aria-activedescendant')).textContent`;
    expect(await page.evaluate(active)).toContain('Player 15');
  });

  it('sorts by their own ranking, and is told where there is none', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const ids = [9, 4].map((rank) => draft.players[rank - 1] ?? 0);
    const [one] = draft.managers;
    if (one)
      await setRanking(stage.database.pool, { poolId: draft.poolId, name: 'default', playerIds: ids }, one);
    const page = await enter(draft, managerId(draft, 1));
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption('My ranking');
    await page.locator('.player').first().getByText('Player 9', { exact: true }).waitFor();
    expect((await page.locator('.player .name').allTextContents()).slice(0, 4)).toEqual([
      'Player 9',
      'Player 4',
      'Player 1',
      'Player 2',
    ]);
    const other = await enter(draft, managerId(draft, 2));
    await other.getByRole('combobox', { name: 'Sort by' }).selectOption('My ranking');
    await other.getByText('You have no ranking of these players yet').waitFor();
    await other.getByRole('link', { name: 'Make one' }).waitFor();
  });

  it('drags players of the queue into another order, once somebody points at one', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const [teamId = ''] = draft.teamIds;
    const manager = draft.managers[0] ?? expect.fail();
    await setQueue(stage.database.pool, draft.draftId, teamId, draft.players.slice(0, 3), manager);
    const page = await enter(draft, managerId(draft, 1));
    const items = page.locator('ol.queue li');
    await items.nth(2).getByText('Player 3').waitFor();
    expect(await page.locator('ol.queue li[draggable]').count()).toBe(0);
    await items.nth(2).hover();
    await page.locator('ol.queue li[draggable=true]').nth(2).waitFor();
    await items.nth(2).dragTo(items.first());
    await items.first().getByText('Player 3').waitFor();
    await until(async () => {
      const { rows } = await stage.database.pool.query<{ first: number }>(
        'select player_id as first from app_public.queue_entries where draft_id = $1 order by place limit 1',
        [draft.draftId],
      );
      return rows[0]?.first === draft.players[2] || undefined;
    });
  });

  it('sees what another device of theirs wrote into the queue, shortly before their turn', async () => {
    const draft = await stage.newDraft({ teams: 4, rounds: 2 });
    const [, , , teamId = ''] = draft.teamIds;
    const page = await enter(draft, managerId(draft, 4));
    await page.getByText('Your queue is empty').waitFor();
    const queued = draft.players[6] ?? 0;
    await setQueue(stage.database.pool, draft.draftId, teamId, [queued], draft.managers[3] ?? expect.fail());
    await pick(draft, 1, [1]);
    await page.locator('.part-queue').getByText('Player 7', { exact: true }).waitFor();
    // A suggestion says once that it is from the queue.
    await page.locator('.suggestion').getByText('Number 1 of your queue.').waitFor();
    expect(await page.locator('.suggestion').textContent()).toBe('Player 7 Number 1 of your queue.');
  });

  it('starts, pauses and resumes a draft with one key, and reads its events by the labels of the board', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2, open: false });
    const page = await enter(draft, commissionerId(draft));
    await page.getByRole('button', { name: 'Start the draft' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Start the draft' }).press('Enter');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    expect(await focused(page)).toBe('Pause');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    expect(await focused(page)).toBe('Resume');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByRole('button', { name: 'Keys' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).press('Enter');
    expect(await page.evaluate(`document.activeElement.title`)).toBe('Keys');
    await pick(draft, 1, [1, 2, 3]);
    await page.locator('.log').getByText('Team 2 took Player 3 with pick 2.01').waitFor();
  });
});

import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { correctPick } from '../../src/database/deeds.ts';
import { applyPick } from '../../src/database/picks.ts';
import { board, draftRow, type TestDraft } from '../support/drafts.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { commissionerId, managerId, type Stage, useStage } from './support/stage.ts';

describe.skipIf(CHROMIUM === null)('the commissioner in the draft room', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  /** A draft of two teams with so many picks made, seen by its commissioner and a visitor. */
  async function scene(picks: number): Promise<{ draft: TestDraft; boss: Page; visitor: Page }> {
    const draft = await stage.newDraft({ teams: 2, rounds: 3 });
    const { draftId, commissioner: actor } = draft;
    for (let pickNumber = 1; pickNumber <= picks; pickNumber += 1) {
      const playerId = draft.players[pickNumber - 1] ?? 0;
      await applyPick(stage.database.pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor });
    }
    const boss = await stage.page(commissionerId(draft), 'commissioner');
    const visitor = await stage.page(null, 'visitor');
    for (const page of [boss, visitor]) {
      await page.goto(`/d/${draftId}`);
      await page.locator('td.current').waitFor();
    }
    return { draft, boss, visitor };
  }

  it('undoes the last pick after seeing it, and everybody reads why', async () => {
    const { draft, boss, visitor } = await scene(3);
    await boss.getByRole('button', { name: 'Undo the last pick' }).click();
    const dialog = boss.getByRole('dialog');
    await dialog.getByText('Player 3').waitFor();
    await dialog.getByLabel('Why').fill('A wrong click');
    await dialog.getByRole('button', { name: 'Undo 1 pick' }).click();
    for (const page of [boss, visitor]) {
      await page.locator('.stage.paused').waitFor();
      await page.locator('td.current[data-pick="3"]').waitFor();
      await page.locator('.log').getByText('A wrong click').waitFor();
      await stage.untilSameBoard(page, draft.draftId);
    }
    expect((await draftRow(stage.database.pool, draft.draftId)).state).toBe('PAUSED');
  });

  it('rolls back to a pick by a press on its cell, never further than was shown', async () => {
    const { draft, boss, visitor } = await scene(4);
    await boss.locator('td[data-pick="2"]').click();
    const dialog = boss.getByRole('dialog', { name: 'Pick 1.02' });
    await dialog.getByRole('radio', { name: 'Roll back to here' }).click();
    await dialog.getByText('This undoes 3 picks.').waitFor();
    // Somebody picks while it is shown: what it says is asked anew.
    const { draftId, commissioner: actor } = draft;
    const fifth = { pickNumber: 5, playerId: draft.players[4] ?? 0 };
    await applyPick(stage.database.pool, { kind: 'MANUAL', draftId, ...fifth, actor });
    await dialog.getByRole('button', { name: 'Undo 4 picks' }).click();
    await visitor.locator('td.current[data-pick="2"]').waitFor();
    for (const page of [boss, visitor]) await stage.untilSameBoard(page, draftId);
    await boss.getByRole('button', { name: 'Resume' }).click();
    await visitor.locator('.stage:not(.paused)').waitFor();
  });

  it('corrects a pick and swaps two while the draft goes on', async () => {
    const { draft, boss, visitor } = await scene(3);
    await boss.locator('td[data-pick="1"]').click();
    await boss.getByRole('dialog').getByRole('searchbox').fill('player 9');
    await boss.getByRole('dialog').getByText('Player 9', { exact: true }).click();
    await boss.getByRole('button', { name: 'Put Player 9 there' }).click();
    await boss.getByRole('dialog').waitFor({ state: 'detached' });
    // A swap is decided on a board that has the correction.
    await stage.untilSameBoard(boss, draft.draftId);
    await boss.locator('td[data-pick="2"]').click();
    await boss.getByRole('radio', { name: 'Swap with a pick' }).click();
    await boss.getByLabel('With which pick?').selectOption('3');
    await boss.getByRole('button', { name: 'Swap them' }).click();
    await boss.getByRole('dialog').waitFor({ state: 'detached' });
    for (const page of [boss, visitor]) await stage.untilSameBoard(page, draft.draftId);
    const players = (await board(stage.database.pool, draft.draftId)).map(({ playerId }) => playerId);
    expect(players.slice(0, 3)).toEqual([draft.players[8], draft.players[2], draft.players[1]]);
    expect(await visitor.locator('.stage.paused').count()).toBe(0);
  });

  it('trades the pick on the clock, and its new owner is told that it is their turn', async () => {
    const { draft, boss, visitor } = await scene(0);
    const two = await stage.page(managerId(draft, 2), 'manager 2');
    await two.goto(`/d/${draft.draftId}`);
    await two.locator('td.current').waitFor();
    // By keys: a list of picks instead of the board.
    await boss.locator('td[data-pick="1"]').click();
    await boss.getByLabel('To which team?').selectOption({ label: 'Team 2' });
    const trade = boss.getByRole('button', { name: 'Trade', exact: true });
    await boss.getByText(/^Team 2 has a pick for each of its \d+ seats: choose one/).waitFor();
    expect(await trade.isDisabled()).toBe(true);
    await boss.getByLabel('In return for').selectOption({ index: 1 });
    await trade.click();
    await two.locator('.stage.mine').waitFor();
    await visitor.locator('td[data-pick="1"] .owner', { hasText: 'Team 2' }).waitFor();
    await visitor.locator('td[data-pick="2"] .owner', { hasText: 'Team 1' }).waitFor();
    // On the big screen the new owner of an open pick has a line alone, in upright letters.
    const tv = await stage.page(null, 'tv');
    await tv.goto(`/d/${draft.draftId}/tv`);
    const owner = tv.locator('td[data-pick="2"] .owner');
    await owner.getByText('Team 1').waitFor();
    const tops = await tv.evaluate<number[]>(
      `[...document.querySelectorAll('td[data-pick="2"] .top > *')].map((part) => part.getBoundingClientRect().top)`,
    );
    expect(tops[1]).toBeGreaterThan(tops[0] ?? 0);
    expect(await tv.getByText('Before it').count()).toBe(0);
  });

  it('adds time, skips and lets the service pick; the skipped team makes its pick up', async () => {
    const { draft, boss } = await scene(0);
    const one = await stage.page(managerId(draft, 1), 'manager 1');
    await one.goto(`/d/${draft.draftId}`);
    await one.locator('.stage.mine').waitFor();
    await boss.getByRole('button', { name: 'Add 60 minutes' }).click();
    // What is done next is decided on what the commissioner sees.
    for (const page of [boss, one])
      await page.locator('.log').getByText('Team 1 has 60 minutes more').waitFor();
    await boss.getByRole('button', { name: 'Reset the clock' }).click();
    for (const page of [boss, one])
      await page.locator('.log').getByText('The clock of Team 1 began anew').waitFor();
    await boss.getByRole('button', { name: 'Skip', exact: true }).click();
    await boss.getByRole('dialog').getByRole('button', { name: 'Skip', exact: true }).click();
    await one.getByText('Your pick 1.01 was passed over').waitFor();
    await one.locator('.player').nth(4).click();
    await one.getByRole('dialog').getByRole('button', { name: 'Draft', exact: true }).click();
    for (const page of [boss, one]) await page.locator('td[data-pick="1"][data-player]').waitFor();
    await boss.getByRole('button', { name: 'Let the service pick' }).click();
    await boss.getByRole('dialog').getByRole('button', { name: 'Let the service pick' }).click();
    await one.locator('td[data-pick="2"][data-player]').waitFor();
    for (const page of [boss, one]) await stage.untilSameBoard(page, draft.draftId);
  });

  it('takes the link to watch back while the draft goes on, and gives it out again', async () => {
    const { draft, boss, visitor } = await scene(1);
    const manager = await stage.page(managerId(draft, 1), 'manager 1');
    await manager.goto(`/d/${draft.draftId}`);
    await manager.getByRole('button', { name: 'Copy watch link' }).waitFor();
    const choose = async (what: string) => {
      await boss.getByRole('button', { name: 'More', exact: true }).click();
      await boss.getByRole('button', { name: 'Who may watch' }).click();
      await boss.getByRole('radio', { name: what }).click();
      await boss.getByRole('button', { name: 'Change it' }).click();
      await boss.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await choose('Only the league');
    await visitor.getByRole('heading', { name: 'There is no such draft for you' }).waitFor();
    await manager.getByRole('button', { name: 'Copy watch link' }).waitFor({ state: 'detached' });
    await manager.locator('td.current[data-pick="2"]').waitFor();
    await choose('Anyone with the link');
    await manager.getByRole('button', { name: 'Copy watch link' }).waitFor();
    await visitor.reload();
    await visitor.locator('td.current[data-pick="2"]').waitFor();
    await visitor.locator('.log').getByText('The commissioner changed who may watch').first().waitFor();
  });

  it('changes the rules of time while the draft runs, and says so to all', async () => {
    const { draft, boss, visitor } = await scene(1);
    await boss.getByRole('button', { name: 'More' }).click();
    await boss.getByRole('button', { name: 'Rules of time' }).click();
    await boss.getByRole('switch', { name: 'Quiet hours' }).click();
    await boss.getByRole('spinbutton', { name: 'Grace after zero' }).fill('5');
    await boss.getByRole('button', { name: 'Save' }).click();
    await visitor.locator('.log').getByText('The commissioner changed the rules of time').waitFor();
    const { rows } = await stage.database.pool.query(
      `select grace_seconds as grace, quiet_hours ->> 'zone' as zone from app_public.draft_settings where draft_id = $1`,
      [draft.draftId],
    );
    expect(rows).toEqual([{ grace: 5, zone: 'Europe/Berlin' }]);
  });

  it('reads why something failed until something else would be sent', async () => {
    const { draft, boss } = await scene(1);
    const dialog = boss.getByRole('dialog');
    const isForgotten = () => dialog.getByRole('alert').waitFor({ state: 'detached' });
    await boss.getByRole('button', { name: 'More' }).click();
    await boss.getByRole('button', { name: 'Rules of time' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').getByText('You changed nothing.').waitFor();
    await dialog.getByRole('switch', { name: 'Quiet hours' }).click();
    await isForgotten();
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await boss.locator('td[data-pick="1"]').click();
    await dialog.getByText('Player 9', { exact: true }).click();
    const other = { pickNumber: 1, playerId: draft.players[6] ?? 0 };
    await correctPick(stage.database.pool, draft.draftId, other, { actor: draft.commissioner });
    await dialog.getByRole('button', { name: 'Put Player 9 there' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByText('Player 8', { exact: true }).click();
    await isForgotten();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('reads why the order could not be changed until it is another one', async () => {
    const draft = await stage.newDraft({ teams: 3, rounds: 1, open: false });
    const boss = await stage.page(commissionerId(draft), 'commissioner');
    await boss.goto(`/d/${draft.draftId}`);
    await boss.getByRole('button', { name: 'Order by hand' }).click();
    const dialog = boss.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Move Team 1 down' }).click();
    // Aborted, it would be sent again for half a minute.
    const refused = { errors: [{ message: 'Not now', extensions: { code: 'BUSY' } }] };
    await boss.route('**/graphql', (route) => route.fulfill({ json: refused }));
    await dialog.getByRole('button', { name: 'Seat them so' }).click();
    await dialog.getByRole('alert').getByText('Not now').waitFor();
    await boss.unroute('**/graphql');
    await dialog.getByRole('button', { name: 'Move Team 1 down' }).click();
    await dialog.getByRole('alert').waitFor({ state: 'detached' });
  });
});

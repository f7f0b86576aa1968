import { describe, expect, it } from 'vitest';
import { setTeamManager } from '../../src/database/leagues.ts';
import { setAutopilot } from '../../src/database/life_cycle.ts';
import { createPlayerPool, setPlayerNews } from '../../src/database/players.ts';
import { standardRoster } from '../../src/draft/roster_slots.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { BUNDLED_POOL_NAME, readBundledPool } from '../../src/players/bundled_pool.ts';
import { board, draftRow } from '../support/drafts.ts';
import { until } from '../support/until.ts';
import { CHROMIUM, PATIENTLY, signIn } from './support/browser.ts';
import { commissionerId, draftBySearch, managerId, type Stage, useStage } from './support/stage.ts';

if (CHROMIUM === null)
  process.stderr.write('There is no Chromium here: the tests of the draft room in a browser are skipped.\n');

describe.skipIf(CHROMIUM === null)('the draft room', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  it('marks a player who cannot play, where it is open already', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await stage.page(managerId(draft, 1), 'manager 1');
    await page.goto(`/d/${draft.draftId}`);
    const best = page.locator('.players .rows .player').first();
    await best.getByText('Player 1', { exact: true }).waitFor();
    const news = [{ playerId: draft.players[0] ?? 0, status: 'OUT' as const, note: 'ankle' }];
    await setPlayerNews(stage.database.pool, draft.poolId, news, { kind: 'OPERATOR', userId: null });
    await best.getByTitle('ankle').waitFor();
  });

  it('lets two managers draft, a commissioner pause, resume and pick for a team, and a visitor watch', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2, open: false });
    const path = `/d/${draft.draftId}`;
    const one = await stage.page(managerId(draft, 1), 'manager 1');
    const two = await stage.page(managerId(draft, 2), 'manager 2');
    const boss = await stage.page(commissionerId(draft), 'commissioner');
    const visitor = await stage.page(null, 'visitor');
    const everybody = [one, two, boss, visitor];
    await Promise.all(everybody.map((page) => page.goto(path)));
    await boss.getByRole('button', { name: 'Start the draft' }).click();
    await boss.getByRole('dialog').getByRole('button', { name: 'Start the draft' }).click();
    await one.locator('.stage.mine').waitFor();
    await one.waitForFunction(`document.title.includes('Your turn')`);

    await draftBySearch(one, 'Player 1');
    await two.locator('.stage.mine').waitFor();
    await boss.getByRole('button', { name: 'Pause' }).click();
    for (const page of everybody) await page.locator('.stage.paused').waitFor();
    await boss.getByRole('button', { name: 'Resume' }).click();
    for (const page of everybody) await page.locator('.stage:not(.paused)').waitFor();

    // Manager 2 has two picks in a row at the turn of the snake.
    await draftBySearch(two, 'Player 2');
    await two.locator('td[data-pick="2"][data-player]').waitFor();
    await draftBySearch(two, 'Player 3');
    await boss.locator('td[data-pick="3"][data-player]').waitFor();
    await boss.getByRole('switch', { name: 'Pick for this team' }).click();
    await draftBySearch(boss, 'Player 4');
    for (const page of everybody) {
      await page.getByText('The draft is over').first().waitFor();
      await stage.untilSameBoard(page, draft.draftId);
    }
    const cells = await board(stage.database.pool, draft.draftId);
    expect(cells.map(({ source }) => source)).toEqual(['MANUAL', 'MANUAL', 'MANUAL', 'COMMISSIONER']);
    expect(await visitor.getByRole('button', { name: 'Pause' }).count()).toBe(0);
    expect(await visitor.getByLabel('Your queue').count()).toBe(0);
  });

  it('shows to all who watch what the clock picked, from the queue first, and why', async () => {
    const draft = await stage.newDraft({
      teams: 2,
      rounds: 1,
      secondsPerPick: 3,
      open: false,
    });
    const one = await stage.page(managerId(draft, 1), 'manager 1');
    const visitor = await stage.page(null, 'visitor');
    await Promise.all([one.goto(`/d/${draft.draftId}`), visitor.goto(`/d/${draft.draftId}`)]);
    await one.getByRole('searchbox').fill('Player 7');
    await one.getByRole('button', { name: 'Add Player 7 to your queue' }).click();
    await one.locator('.entry').waitFor();
    // The queue is on its way until the service has it.
    await until(async () => {
      const { rows } = await stage.database.pool.query(
        'select from app_public.queue_entries where draft_id = $1',
        [draft.draftId],
      );
      return rows.length === 1 || undefined;
    });
    await openDraft(stage.database.pool, draft.draftId, draft.commissioner);
    for (const page of [one, visitor]) await page.getByText('The draft is over').first().waitFor();
    for (const page of [one, visitor]) await stage.untilSameBoard(page, draft.draftId);
    expect((await board(stage.database.pool, draft.draftId))[0]).toMatchObject({
      playerId: draft.players[6],
      source: 'AUTO',
    });
    await visitor.getByLabel('Picked by the clock').first().waitFor();
    // Who was picked stands in the line already: the reason does not name them again.
    const line = await visitor.locator('.log li').filter({ hasText: 'Player 7' }).textContent();
    expect(line).toMatch(/Team 1 took Player 7 with pick 1\.01: its clock ran out.*From the team's queue\.$/);
  });

  it('makes one pick of a double click, also where the team picks twice in a row', async () => {
    const draft = await stage.newDraft({ teams: 1, rounds: 3 });
    const one = await stage.page(managerId(draft, 1), 'manager 1');
    await one.goto(`/d/${draft.draftId}`);
    await one.locator('.player').first().click();
    await one.getByRole('dialog').getByRole('button', { name: 'Draft', exact: true }).dblclick();
    await one.locator('td[data-pick="1"][data-player]').waitFor();
    await one.locator('td[data-pick="2"].current').waitFor();
    await stage.untilSameBoard(one, draft.draftId);
    expect((await draftRow(stage.database.pool, draft.draftId)).currentPick).toBe(2);
  });

  it('says in the row of a player that the pick is on its way, and offers nobody else meanwhile', async () => {
    const draft = await stage.newDraft({ teams: 1, rounds: 2 });
    const one = await stage.page(managerId(draft, 1), 'manager 1', { size: { width: 390, height: 844 } });
    await one.goto(`/d/${draft.draftId}`);
    await one.getByRole('button', { name: 'Players' }).click();
    const offers = one.locator('.player .button', { hasText: 'Draft' });
    await offers.first().waitFor();
    const answer = Promise.withResolvers<void>();
    await one.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('MakePick')) await answer.promise;
      await route.continue();
    });
    await one.locator('.player', { hasText: 'Player 2' }).first().click();
    // The second click is not for the row that lies below the question.
    await one.getByRole('dialog').getByRole('button', { name: 'Draft', exact: true }).dblclick();
    await one.locator('.player', { hasText: 'Player 2' }).getByText('Sending …').waitFor();
    await one.locator('.player', { hasText: 'Player 3' }).first().click();
    await one.getByRole('dialog').getByText('A pick is being sent').waitFor();
    expect(await offers.count()).toBe(0);
    answer.resolve();
    await one.getByRole('dialog').getByText('A pick is being sent').waitFor({ state: 'detached' });
    await one.getByRole('dialog').getByRole('button', { name: 'Draft', exact: true }).click();
    await one.getByText('The draft is over').first().waitFor();
  });

  it('tells a manager whose team is taken back', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const one = await stage.page(managerId(draft, 1), 'manager 1');
    await one.goto(`/d/${draft.draftId}`);
    await one.locator('.stage.mine').waitFor();
    await setTeamManager(stage.database.pool, draft.teamIds[0] ?? '', null, draft.commissioner);
    await one.getByRole('status').getByText('Team 1 is no longer your team').waitFor();
  });

  it('says in an open confirmation that somebody else took the player meanwhile', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const one = await stage.page(managerId(draft, 1), 'manager 1');
    const two = await stage.page(managerId(draft, 2), 'manager 2');
    await Promise.all([one, two].map((page) => page.goto(`/d/${draft.draftId}`)));
    await two.locator('.player').first().click();
    await two.getByRole('dialog').getByText('You are not on the clock now.').waitFor();
    await draftBySearch(one, 'Player 1');
    await two.getByRole('dialog').getByRole('alert').getByText('Taken meanwhile by Team 1.').waitFor();
    expect(
      await two.getByRole('dialog').getByRole('button', { name: 'Draft', exact: true }).isDisabled(),
    ).toBe(true);
  });

  it('is the same in two tabs of one manager: board, autopilot and queue', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 3, open: false });
    const one = await stage.page(managerId(draft, 1), 'tab 1');
    const other = stage.watched(await one.context().newPage(), 'tab 2');
    await Promise.all([one, other].map((page) => page.goto(`/d/${draft.draftId}`)));
    await one.getByRole('switch', { name: 'Autopilot', exact: true }).click();
    await other.getByText('Autopilot picks for you').waitFor();
    await other.getByRole('button', { name: 'I am back' }).click();
    await one.getByText('Autopilot picks for you').waitFor({ state: 'detached' });
    expect(await one.locator('.part-queue .switch:focus').count(), 'the switch keeps the focus').toBe(1);
    for (const rank of [5, 6]) {
      await one.getByRole('searchbox').fill(`Player ${rank}`);
      await one.getByRole('button', { name: `Add Player ${rank} to your queue` }).click();
    }
    await one.getByRole('button', { name: 'Move Player 6 up' }).click();
    await until(async () => {
      const { rows } = await stage.database.pool.query<{ id: number }>(
        'select player_id as id from app_public.queue_entries where draft_id = $1 order by place',
        [draft.draftId],
      );
      return rows.map(({ id }) => id).join() === [draft.players[5], draft.players[4]].join() || undefined;
    });
    await other.bringToFront();
    await other.evaluate(`dispatchEvent(new Event('visibilitychange'))`);
    await other.locator('.entry .name').first().getByText('Player 6').waitFor();
  });

  it('makes a visitor of a manager whose session was ended, at once, and says so', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const one = await stage.page(managerId(draft, 1), 'manager 1');
    await one.goto(`/d/${draft.draftId}`);
    await one.locator('.stage.mine').waitFor();
    await stage.database.pool.query('delete from app_private.sessions where user_id = $1', [
      managerId(draft, 1),
    ]);
    await one.getByText('You are watching').waitFor();
    await one.getByText('This browser is signed out').waitFor();
    // Only there, and until somebody is signed in again.
    await signIn(stage.database.pool, one.context(), stage.api.url, managerId(draft, 1));
    await one.reload();
    await one.locator('.stage.mine').waitFor();
    expect(await one.getByText('This browser is signed out').count()).toBe(0);
  });

  it('shows in every cell what the database has, in a draft of 12 × 15 picks that picks itself', async () => {
    const poolId = await createPlayerPool(stage.database.pool, BUNDLED_POOL_NAME, readBundledPool());
    const draft = await stage.newDraft({
      teams: 12,
      rounds: 15,
      poolId,
      rosterSlots: standardRoster,
      open: false,
    });
    const pages = [await stage.page(managerId(draft, 3), 'manager 3'), await stage.page(null, 'visitor')];
    await Promise.all(pages.map((page) => page.goto(`/d/${draft.draftId}`)));
    for (const teamId of draft.teamIds)
      await setAutopilot(stage.database.pool, draft.draftId, teamId, true, draft.commissioner);
    await openDraft(stage.database.pool, draft.draftId, draft.commissioner);
    // 180 picks, one after the other.
    for (const page of pages)
      await page
        .getByText('The draft is over')
        .first()
        .waitFor({ timeout: PATIENTLY.timeout / 2 });
    for (const page of pages) await stage.untilSameBoard(page, draft.draftId);
    expect((await board(stage.database.pool, draft.draftId)).every(({ playerId }) => playerId !== null)).toBe(
      true,
    );
  });
});

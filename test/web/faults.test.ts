import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { applyPick } from '../../src/database/picks.ts';
import { TcpProxy } from '../chaos/tcp_proxy.ts';
import { startApi } from '../support/api.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { until } from '../support/until.ts';
import { CHROMIUM } from './support/browser.ts';
import { draftBySearch, managerId, Stage } from './support/stage.ts';

describe.skipIf(CHROMIUM === null)('the draft room, when something fails', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(async () => {
    await stage.close();
    expect(stage.complaints.said, 'errors and reports of the content policy').toEqual([]);
  });

  async function pick({ draftId, players, commissioner }: TestDraft, pickNumber: number): Promise<void> {
    const playerId = players[pickNumber - 1] ?? 0;
    await applyPick(stage.database.pool, {
      kind: 'MANUAL',
      draftId,
      pickNumber,
      playerId,
      actor: commissioner,
    });
  }

  /** What the clock of a page shows, in seconds; null while it shows no number. */
  async function shownSeconds(page: Page): Promise<number | null> {
    const text = (await page.getByTestId('countdown').textContent()) ?? '';
    if (!/\d/.test(text)) return null;
    const [seconds = 0, minutes = 0, hours = 0] = text.split(':').reverse().map(Number);
    return Number.isNaN(seconds) ? null : hours * 3_600 + minutes * 60 + seconds;
  }

  it('says that nothing arrives, and shows afterwards what it missed', async () => {
    const proxy = await TcpProxy.open(Number(new URL(stage.api.url).port));
    const draft = await newDraft(stage.database.pool, { teams: 2, rounds: 3 });
    const page = await stage.page(null, 'visitor', { url: `http://127.0.0.1:${proxy.port}` });
    await page.goto(`/d/${draft.draftId}`);
    await page.locator('td.current[data-pick="1"]').waitFor();
    const goOn = proxy.stall();
    await page.getByText('Not connected since').waitFor();
    for (const pickNumber of [1, 2, 3]) await pick(draft, pickNumber);
    goOn();
    await stage.untilSameBoard(page, draft.draftId);
    await page.getByText('Not connected since').waitFor({ state: 'detached' });
    await page.close();
    await proxy.close();
  });

  it('goes on with the same page when the server is killed and started again in the middle of a draft', async () => {
    const draft = await newDraft(stage.database.pool, { teams: 2, rounds: 2 });
    const page = await stage.page(managerId(draft, 1), 'manager 1');
    await page.goto(`/d/${draft.draftId}`);
    await page.locator('.stage.mine').waitFor();
    const { port } = new URL(stage.api.url);
    stage.api.program.child.kill('SIGKILL');
    await stage.api.program.ended();
    await page.getByText('Not connected since').waitFor();
    stage.api = await startApi(stage.database.url, { PORT: port });
    await draftBySearch(page, 'Player 1');
    await page.locator('td[data-pick="1"][data-player]').waitFor();
    await stage.untilSameBoard(page, draft.draftId);
  });

  it('counts down rightly on a machine whose clock is ten minutes wrong, and after its steady clock stood still', async () => {
    const draft = await newDraft(stage.database.pool, { teams: 2, rounds: 2, secondsPerPick: 3_600 });
    const page = await stage.page(null, 'visitor');
    await page.addInitScript(`
      const now = Date.now.bind(Date);
      Date.now = () => now() + 600_000;
      const steady = performance.now.bind(performance);
      window.sleptMs = 0;
      performance.now = () => steady() - window.sleptMs;
    `);
    await page.goto(`/d/${draft.draftId}`);
    const leftInDatabase = async () => {
      const { rows } = await stage.database.pool.query<{ left: number }>(
        'select extract(epoch from next_deadline - clock_timestamp())::float8 as left from app_public.drafts where id = $1',
        [draft.draftId],
      );
      return rows[0]?.left ?? Number.NaN;
    };
    const untilRight = async () => {
      await until(async () => (await shownSeconds(page)) !== null || undefined);
      const before = await leftInDatabase();
      const shown = (await shownSeconds(page)) ?? Number.NaN;
      const after = await leftInDatabase();
      // Between two looks at the database, and a second of rounding and of an uncertain reading.
      expect(shown).toBeLessThanOrEqual(before + 2);
      expect(shown).toBeGreaterThanOrEqual(after - 2);
    };
    await untilRight();
    // As after 20 minutes of sleep: without a new reading it would show 20 minutes too much.
    const asked = page.waitForRequest(
      (request) => request.postData()?.includes('query DatabaseTime') ?? false,
    );
    await page.evaluate('void (window.sleptMs = 1_200_000)');
    await (await asked).response();
    await untilRight();
  });

  it('is a page that works where nothing can be stored and notifications are refused', async () => {
    const draft = await newDraft(stage.database.pool, { teams: 2, rounds: 1 });
    const page = await stage.page(managerId(draft, 1), 'manager 1');
    await page.addInitScript(
      `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };`,
    );
    await page.goto(`/d/${draft.draftId}`);
    await page.getByRole('button', { name: 'Sound' }).click();
    await page.getByRole('button', { name: 'Sound', pressed: false }).waitFor();
    await draftBySearch(page, 'Player 1');
    await page.locator('td[data-pick="1"][data-player]').waitFor();
  });

  it('shows names of 100 characters, markup, emoji and right-to-left as text, and nothing else', async () => {
    const draft = await newDraft(stage.database.pool, { teams: 3, rounds: 1 });
    const names = ['<img src=x onerror="document.title=1">', '🏈'.repeat(50), `فريق ${'الصقور '.repeat(13)}`];
    for (const [index, name] of names.entries()) {
      await stage.database.pool.query('update app_public.teams set name = $2 where id = $1', [
        draft.teamIds[index],
        name.trim(),
      ]);
    }
    const page = await stage.page(null, 'visitor');
    await page.goto(`/d/${draft.draftId}`);
    const heads = page.locator('.board thead th');
    await heads.first().waitFor();
    expect(await heads.allTextContents()).toEqual(names.map((name) => name.trim()));
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it('says of a draft that does not exist, or that is private, what to do', async () => {
    const draft = await newDraft(stage.database.pool);
    await stage.database.pool.query(`update app_public.drafts set visibility = 'PRIVATE' where id = $1`, [
      draft.draftId,
    ]);
    const page = await stage.page(null, 'stranger');
    for (const id of [draft.draftId, crypto.randomUUID()]) {
      await page.goto(`/d/${id}`);
      await page.getByText('There is no such draft for you').waitFor();
    }
  });
});

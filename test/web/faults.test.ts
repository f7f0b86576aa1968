import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { applyPick } from '../../src/database/picks.ts';
import { TcpProxy } from '../chaos/tcp_proxy.ts';
import { startApi } from '../support/api.ts';
import type { TestDraft } from '../support/drafts.ts';
import { cutEverybody, letIn } from '../support/lock_out.ts';
import { until } from '../support/until.ts';
import { CHROMIUM, newContext, PATIENTLY } from './support/browser.ts';
import { draftBySearch, managerId, type Stage, useStage } from './support/stage.ts';

/** Lets a test say when a page is hidden, and moves its wall clock, as sleep does while the steady clock stands still. */
const HIDEABLE = `
  window.isHidden = false;
  window.sleptMs = 0;
  Object.defineProperty(document, 'hidden', { get: () => window.isHidden });
  Object.defineProperty(document, 'visibilityState', { get: () => (window.isHidden ? 'hidden' : 'visible') });
  const now = Date.now.bind(Date);
  Date.now = () => now() + window.sleptMs;
  window.hide = (isHidden) => {
    window.isHidden = isHidden;
    document.dispatchEvent(new Event('visibilitychange'));
  };
`;

describe.skipIf(CHROMIUM === null)('the draft room, when something fails', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
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

  /** Waits until a page shows what two looks at the database say, and a second of rounding and of an uncertain reading. */
  async function untilClockIsRight(page: Page, draftId: string): Promise<void> {
    await until(async () => {
      const before = await leftInDatabase(draftId);
      const shown = (await shownSeconds(page)) ?? Number.NaN;
      const after = await leftInDatabase(draftId);
      return (shown <= before + 2 && shown >= after - 2) || undefined;
    });
  }

  async function leftInDatabase(draftId: string): Promise<number> {
    const { rows } = await stage.database.pool.query<{ left: number }>(
      'select extract(epoch from next_deadline - clock_timestamp())::float8 as left from app_public.drafts where id = $1',
      [draftId],
    );
    return rows[0]?.left ?? Number.NaN;
  }

  it('says that nothing arrives, and shows afterwards what it missed', async () => {
    const proxy = await TcpProxy.open(Number(new URL(stage.api.url).port));
    const draft = await stage.newDraft({ teams: 2, rounds: 3 });
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
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
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
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await stage.page(null, 'visitor');
    await page.addInitScript(`
      const now = Date.now.bind(Date);
      Date.now = () => now() + 600_000;
      const steady = performance.now.bind(performance);
      window.sleptMs = 0;
      performance.now = () => steady() - window.sleptMs;
    `);
    await page.goto(`/d/${draft.draftId}`);
    await untilClockIsRight(page, draft.draftId);
    // As after 20 minutes of sleep: without a new reading it would show 20 minutes too much.
    const asked = page.waitForRequest(
      (request) => request.postData()?.includes('query DatabaseTime') ?? false,
    );
    await page.evaluate('void (window.sleptMs = 1_200_000)');
    await (await asked).response();
    await untilClockIsRight(page, draft.draftId);
  });

  it('is right at once after its page was hidden for an hour, in which the draft went on', async () => {
    const proxy = await TcpProxy.open(Number(new URL(stage.api.url).port));
    const draft = await stage.newDraft({ teams: 2, rounds: 3 });
    const page = await stage.page(null, 'visitor', { url: `http://127.0.0.1:${proxy.port}` });
    await page.addInitScript(HIDEABLE);
    await page.goto(`/d/${draft.draftId}`);
    await page.locator('td.current[data-pick="1"]').waitFor();
    await page.evaluate('hide(true)');
    const wakeUp = proxy.stall();
    for (const pickNumber of [1, 2, 3]) await pick(draft, pickNumber);
    const asked = page.waitForRequest(
      (request) => request.postData()?.includes('query DatabaseTime') ?? false,
    );
    await page.evaluate('sleptMs = 3_600_000; hide(false)');
    await asked;
    wakeUp();
    await stage.untilSameBoard(page, draft.draftId);
    await untilClockIsRight(page, draft.draftId);
    await page.close();
    await proxy.close();
  });

  it('makes a pick once that was sent while the database was away, and shows what came meanwhile', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const one = await stage.page(managerId(draft, 1), 'manager 1');
    const visitor = await stage.page(null, 'visitor');
    for (const page of [one, visitor]) {
      await page.goto(`/d/${draft.draftId}`);
      await page.locator('.player').first().waitFor();
    }
    await one.locator('.stage.mine').waitFor();
    await letIn(stage.database, false);
    await cutEverybody(stage.database);
    await draftBySearch(one, 'Player 1');
    await one.locator('td.sent[data-pick="1"]').waitFor();
    await letIn(stage.database, true);
    for (const page of [one, visitor]) {
      await page.locator('td[data-pick="1"][data-player]').waitFor();
      await page.locator('td.current[data-pick="2"]').waitFor();
      await stage.untilSameBoard(page, draft.draftId);
    }
  });

  it('shows 20 teams and 30 rounds on a phone: names and rounds stay in sight, and nothing else scrolls', async () => {
    const draft = await stage.newDraft({ teams: 20, rounds: 30, poolSize: 620 });
    await pick(draft, 1);
    const page = await stage.page(null, 'visitor', { size: { width: 390, height: 844 } });
    await page.goto(`/d/${draft.draftId}`);
    await page.locator('td.current[data-pick="2"]').waitFor();
    await stage.untilSameBoard(page, draft.draftId);
    expect(await page.locator('td.cell').count()).toBe(600);
    const seen = await page.evaluate<Record<string, boolean>>(`(() => {
      const scroller = document.querySelector('.board-scroller');
      scroller.scrollTo({ top: 1e6, left: 1e6, behavior: 'instant' });
      const of = (query) => document.querySelector(query).getBoundingClientRect();
      const within = (inner) => inner.top >= of('.board-scroller').top - 1 && inner.left >= of('.board-scroller').left - 1
        && inner.bottom <= of('.board-scroller').bottom + 1 && inner.right <= of('.board-scroller').right + 1;
      return {
        name: within(of('.board thead th:last-child')),
        round: within(of('.board tbody tr:last-child th')),
        last: within(of('.board tbody tr:last-child td:last-child')),
        page: document.documentElement.scrollWidth <= innerWidth,
      };
    })()`);
    expect(seen).toEqual({ name: true, round: true, last: true, page: true });
  });

  it('is a page that works where nothing can be stored and notifications are refused', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 1 });
    const page = await stage.page(managerId(draft, 1), 'manager 1');
    await page.addInitScript(
      `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
       Object.defineProperty(Notification, 'permission', { get: () => 'denied' });`,
    );
    await page.goto(`/d/${draft.draftId}`);
    await page.getByRole('button', { name: 'Sound' }).click();
    await page.getByRole('button', { name: 'Sound', pressed: false }).waitFor();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByText('Your browser blocks them for this page').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await draftBySearch(page, 'Player 1');
    await page.locator('td[data-pick="1"][data-player]').waitFor();
  });

  it('shows names of 100 characters, markup, emoji and right-to-left as text on every page, and nothing else', async () => {
    const draft = await stage.newDraft({ teams: 3, rounds: 2 });
    const { pool } = stage.database;
    const names = [
      '<img src=x onerror="document.title=1">',
      '🏈'.repeat(50),
      `فريق ${'الصقور '.repeat(13)}`,
    ].map((name) => name.trim());
    for (const [index, name] of names.entries()) {
      await pool.query('update app_public.teams set name = $2 where id = $1', [draft.teamIds[index], name]);
      await pool.query('update app_public.players set name = $2 where id = $1', [draft.players[index], name]);
      await pool.query('update app_public.users set name = $2 where id = $1', [
        managerId(draft, index + 1),
        name,
      ]);
      await pick(draft, index + 1);
    }
    const [markup = ''] = names;
    await pool.query('update app_public.leagues set name = $2 where id = $1', [draft.leagueId, markup]);
    const pages: Record<string, string> = {
      '/': '.card',
      [`/l/${draft.leagueId}`]: 'h1',
      [`/l/${draft.leagueId}/draft`]: '.order-picture, h1',
      [`/d/${draft.draftId}`]: '.board thead th',
      [`/d/${draft.draftId}/tv`]: '.board thead th',
      [`/d/${draft.draftId}/results`]: '.team-grid h2',
      [`/d/${draft.draftId}/replay`]: '.board thead th',
    };
    for (const size of [{ width: 390, height: 844 }, undefined]) {
      const page = await stage.page(managerId(draft, 1), 'a manager with an odd name', size && { size });
      for (const [path, shows] of Object.entries(pages)) {
        await page.goto(path);
        await page.locator(shows).first().waitFor();
        expect(await page.locator('img[src="x"]').count(), path).toBe(0);
        const wide = await page.evaluate(`document.documentElement.scrollWidth <= innerWidth ? [] :
          [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
            .map(({ tagName, className }) => tagName + ' ' + className)`);
        expect(wide, path).toEqual([]);
      }
      await page.goto(`/d/${draft.draftId}`);
      const heads = page.locator('.board thead th');
      await heads.first().waitFor();
      expect(await heads.allTextContents()).toEqual(names);
    }
  });

  it('says of a draft or a league that does not exist, or that is private, what to do, at each of its addresses', async () => {
    const draft = await stage.newDraft();
    await stage.database.pool.query(`update app_public.drafts set visibility = 'PRIVATE' where id = $1`, [
      draft.draftId,
    ]);
    const page = await stage.page(null, 'stranger');
    for (const id of [draft.draftId, crypto.randomUUID()]) {
      for (const part of ['', '/tv', '/results', '/replay']) {
        await page.goto(`/d/${id}${part}`);
        await page.getByRole('heading', { name: 'There is no such draft for you' }).waitFor();
        await page.getByText('A private draft shows itself to its league only').waitFor();
        expect(await page.locator('a[href="/"]').count(), part).toBe(1);
      }
    }
    for (const id of [draft.leagueId, crypto.randomUUID()]) {
      for (const part of ['', '/draft']) {
        await page.goto(`/l/${id}${part}`);
        await page.getByRole('heading', { name: 'There is no such league for you' }).waitFor();
        expect(await page.locator('a[href="/"]').count(), part).toBe(1);
      }
    }
  });

  it('shows the clock and the board, and says what to do, where another part of the room broke', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const context = await newContext(stage.browser, { url: stage.api.url });
    const page = await context.newPage();
    const told: string[] = [];
    page.on('pageerror', ({ message }) => told.push(message));
    // What the search of players, and nothing else, needs of a browser.
    await page.addInitScript(
      `String.prototype.normalize = () => { throw new TypeError('nothing is normal here'); }`,
    );
    await page.goto(`/d/${draft.draftId}`);
    const broken = page.getByRole('alert').filter({ hasText: 'Something in this page broke' });
    await broken.getByText('nothing is normal here').waitFor();
    await broken.getByRole('button', { name: 'Load again' }).waitFor();
    await untilClockIsRight(page, draft.draftId);
    // What is not broken goes on.
    await pick(draft, 1);
    await page.locator('td.current[data-pick="2"]').waitFor();
    await page.locator('.log li').filter({ hasText: 'Player 1' }).waitFor();
    expect(await broken.count()).toBe(1);
    expect(told.join()).toContain('nothing is normal here');
    await context.close();
  });

  it('leaves whoever looks through the players where they are while others pick', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 4, poolSize: 200 });
    const page = await stage.page(managerId(draft, 2), 'manager 2');
    await page.goto(`/d/${draft.draftId}`);
    await page.locator('.player').first().waitFor();
    await page.evaluate(`document.querySelector('.players .rows').scrollTo({ top: 2_000 })`);
    await page.locator('.player .name', { hasText: /^Player 50$/ }).waitFor();
    await pick(draft, 1);
    await page.locator('.log li').filter({ hasText: 'Player 1' }).first().waitFor();
    await page.locator('td.current[data-pick="2"]').waitFor();
    await page.locator('.player .name', { hasText: /^Player 50$/ }).waitFor();
    const scrolled = await page.evaluate(`document.querySelector('.players .rows').scrollTop`);
    expect(scrolled).toBeGreaterThan(1_000);
    // Another search begins at its first.
    await page.getByRole('searchbox', { name: 'Search players' }).fill('player 1');
    await page.locator('.player .name', { hasText: /^Player 10$/ }).waitFor();
  });
});

/** What the clock of a page shows, in seconds; null while it shows no number. */
async function shownSeconds(page: Page): Promise<number | null> {
  const text = (await page.getByTestId('countdown').textContent()) ?? '';
  if (!/\d/.test(text)) return null;
  const [seconds = 0, minutes = 0, hours = 0] = text.split(':').reverse().map(Number);
  return Number.isNaN(seconds) ? null : hours * 3_600 + minutes * 60 + seconds;
}

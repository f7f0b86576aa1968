import type { Request } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { TcpProxy } from '../chaos/tcp_proxy.ts';
import { pick } from '../support/relay.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { managerId, type Stage, useStage } from './support/stage.ts';

/** What the cells of a board show; to whom one belongs is not known before the scripts are there. */
const CELLS = `[...document.querySelectorAll('td.cell')].map(
  ({ className, textContent }) => className.replace(' mine', '').trim() + ' ' + textContent)`;
/** The style that tells how many columns the board has. */
const COLUMNS = "getComputedStyle(document.querySelector('.board')).getPropertyValue('--teams').trim()";
/** Whether there are players when the room has its board, and not only the picture of it. */
const FIRST_SHOWN = `new MutationObserver((_, observer) => {
  if (!document.querySelector('#app .board')) return;
  observer.disconnect();
  window.hadPlayers = document.querySelector('.player') !== null;
}).observe(document, { subtree: true, childList: true })`;

/** Whether a request asks for a query of the room. */
function isOf(request: Request, query: string): boolean {
  return request.postData()?.includes(`query ${query}`) ?? false;
}

describe.skipIf(CHROMIUM === null)('the shell of the draft room', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  it('can be installed, and opens while the service is out of reach, its rarely used pages too', async () => {
    const proxy = await TcpProxy.open(Number(new URL(stage.api.url).port));
    const page = await stage.page(null, 'visitor', { url: `http://127.0.0.1:${proxy.port}` });
    await page.goto('/');
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    const icons = await page.evaluate<number[]>(`fetch('/app.webmanifest')
      .then((response) => response.json())
      .then(({ icons }) => Promise.all(icons.map(({ src }) => fetch(src).then(({ status }) => status))))`);
    expect(icons).toEqual([200, 200, 200, 200]);
    await proxy.close();
    await page.goto('/new');
    await page.getByText('Name of the league').waitFor();
    const kept = await page.evaluate<string[]>(`caches.keys()
      .then((names) => Promise.all(names.map((name) => caches.open(name))))
      .then((all) => Promise.all(all.map((cache) => cache.keys())))
      .then((all) => all.flat().map(({ url }) => new URL(url).pathname))`);
    expect(kept.filter((path) => !/^\/(assets\/.*|icon\.svg)?$/.test(path))).toEqual([]);
  });

  it('asks for the draft of its address before most of its script is there, and only once', async () => {
    const { draftId } = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await stage.page(null, 'visitor');
    let times = 0;
    page.on('request', (request) => {
      if (isOf(request, 'DraftRoom')) times += 1;
    });
    const asked = page.waitForRequest((request) => isOf(request, 'DraftRoom'));
    await page.route('**/assets/index-*.js', async (route) => {
      await asked;
      await route.continue();
    });
    await page.goto(`/d/${draftId}`);
    await page.locator('.player').first().waitFor();
    expect(times).toBe(1);
  });

  it('shows the board of a public draft where scripts are off', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    await pick(stage.database.pool, draft, 1, 1);
    const { draftId } = draft;
    const context = await stage.browser.newContext({ baseURL: stage.api.url, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`/d/${draftId}`);
    const said = page.locator('noscript');
    expect(await said.isVisible()).toBe(true);
    expect(await said.textContent()).toContain('The draft room needs JavaScript');
    expect(await said.textContent()).toContain('1 of 4 picks made');
    expect(await page.locator('td[data-pick="1"]').textContent()).toContain('P. 1');
    expect(await page.getByText('This browser is too old').isVisible()).toBe(false);
    await context.close();
  });

  it('shows a manager the board of a private draft before its scripts, the same as afterwards', async () => {
    const draft = await stage.newDraft({ teams: 3, rounds: 4 });
    const { draftId } = draft;
    await pick(stage.database.pool, draft, 1, 4);
    await stage.database.pool.query(`update app_public.drafts set visibility = 'PRIVATE' where id = $1`, [
      draftId,
    ]);
    const page = await (await stage.page(managerId(draft, 1), 'manager')).context().newPage();
    const held = Promise.withResolvers<void>();
    await page.route('**/assets/*.js', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.goto(`/d/${draftId}`, { waitUntil: 'commit' });
    const cells = () => page.evaluate<string[]>(CELLS);
    await page.locator('#picture td.current').waitFor();
    const [before, columns] = [await cells(), await page.evaluate<string>(COLUMNS)];
    held.resolve();
    await page.locator('.player').first().waitFor();
    await page.locator('#picture').waitFor({ state: 'detached' });
    expect(await cells()).toEqual(before);
    expect(await page.evaluate<string>(COLUMNS)).toBe(columns);
    expect(before).toHaveLength(12);
  });

  it('shows players with the board, and not after it, where they were answered before its script ran', async () => {
    const { draftId } = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await stage.page(null, 'visitor');
    await page.addInitScript(FIRST_SHOWN);
    const answered = page.waitForResponse((response) => isOf(response.request(), 'DraftPlayers'));
    await page.route('**/assets/index-*.js', async (route) => {
      await (await answered).finished();
      await route.continue();
    });
    await page.goto(`/d/${draftId}`);
    expect(await page.evaluate('window.hadPlayers')).toBe(true);
  });

  it('says that it could not be loaded, and shows no board that would stand still', async () => {
    const { draftId } = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await (await stage.page(null, 'visitor')).context().newPage();
    await page.route('**/assets/index-*.js', (route) => route.abort());
    await page.goto(`/d/${draftId}`);
    await page.getByText('The draft room could not be loaded').waitFor();
    expect(await page.locator('#picture').count()).toBe(0);
  });

  it('says in a browser that is too old which ones work', async () => {
    const page = await stage.page(null, 'somebody with an old browser');
    await page.addInitScript('CSS.supports = () => false');
    await page.route('**/*.css', async (route) => {
      const response = await route.fetch();
      const sheet = (await response.text()).replace(
        /@supports \(color:light-dark/,
        '@supports (colour:light-dark',
      );
      await route.fulfill({ response, body: sheet });
    });
    await page.goto('/');
    await page.getByText('This browser is too old for the draft room. Chrome 123').waitFor();
    expect(await page.locator('#app').innerHTML()).toBe('');
  });
});

import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { EmbeddedFolders } from '../support/embedded_folders.ts';
import { startProgram } from '../support/processes.ts';
import {
  CHROMIUM,
  Complaints,
  launchBrowser,
  newContext,
  PATIENTLY,
  SHOWN_WITHIN_MS,
} from './support/browser.ts';

const folders = new EmbeddedFolders();
let browser: Browser | undefined;
afterAll(async () => {
  await browser?.close();
  await folders.removeAll();
});

describe.skipIf(CHROMIUM === null)('whoever starts the service', PATIENTLY, () => {
  it('is signed in once by the link it prints, and in a practice draft two clicks later', async () => {
    const program = startProgram(['src/main.ts', 'start', '--no-open'], {
      DATA_DIR: join(folders.empty(), 'data'),
      PORT: '0',
    });
    const link = /http:\/\/\S+\/sign-in#[\w-]{43}/;
    await program.untilSaid(link);
    const [url = ''] = link.exec(program.said()) ?? [];
    browser = await launchBrowser();
    const complaints = new Complaints();
    const context = await newContext(browser, { url: new URL(url).origin });
    context.setDefaultTimeout(SHOWN_WITHIN_MS);
    const page = await context.newPage();
    complaints.watch(page, 'who started it');
    // The second place of all that chance could give: one bot picks before.
    await page.addInitScript('Math.random = () => 0.1');
    await page.goto(url);
    await page.getByRole('button', { name: 'Try a draft now' }).click();
    // The other teams pick by themselves until it is ours.
    await page.locator('.stage.mine').waitFor();
    // With a button to draft, a row knows that it is ours, and whom the bot took.
    await page.locator('.player').getByText('Draft', { exact: true }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Draft', exact: true }).click();
    await page.locator('td.cell.mine[data-player]').waitFor();

    // The link is used up for everybody else; this browser needs it no more.
    await page.goto(url);
    await page.getByText('Your drafts').waitFor();
    const other = await newContext(browser, { url: new URL(url).origin });
    const stranger = await other.newPage();
    await stranger.goto(url);
    await stranger.getByText('This link opens nothing').waitFor();
    expect(complaints.said).toEqual([]);
    program.child.kill('SIGTERM');
    expect(await program.ended()).toBe(0);
  });
});

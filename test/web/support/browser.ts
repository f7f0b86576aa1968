import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { hashOf, newSecret } from '../../../src/api/identity/cookies.ts';
import { startSession } from '../../../src/database/identity.ts';
import type { Queryable } from '../../../src/database/queryable.ts';

/** Where a machine has Chromium; `.ci/run` installs it. Null: tests in a browser are skipped. */
export const CHROMIUM =
  process.env['CHROMIUM'] ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path)) ??
  null;

/** How long a test in a browser may take, on a machine that does much else: several waits of {@link SHOWN_WITHIN_MS}. */
export const PATIENTLY = { timeout: 120_000 };
/** How long a page may take to show something. In milliseconds. */
export const SHOWN_WITHIN_MS = 40_000;

const ARGUMENTS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

export async function launchBrowser(): Promise<Browser> {
  if (CHROMIUM === null) throw new Error('There is no Chromium here');
  return chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
}

/** What a browser says by itself where a test cuts the network or ends the server; the worker is fetched after the page. */
const NETWORK = /net::ERR_|Failed to load resource|WebSocket connection|occurred when fetching the script/;

/** What went wrong in a page that no test asked for: errors of scripts, of the console, of the content policy. */
export class Complaints {
  readonly said: string[] = [];

  watch(page: Page, who: string): void {
    page.on('pageerror', (error) => this.said.push(`${who}: ${error.message}`));
    page.on('console', (message) => {
      const isNetwork = NETWORK.test(message.text());
      if (message.type() === 'error' && !isNetwork) this.said.push(`${who}: ${message.text()}`);
    });
  }
}

export interface ContextOptions {
  readonly url: string;
  readonly theme?: 'light' | 'dark';
  readonly size?: { readonly width: number; readonly height: number };
}

/** A browser of somebody's own, without any cookie. */
export function newContext(
  browser: Browser,
  { url, theme = 'dark', size }: ContextOptions,
): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: url,
    colorScheme: theme,
    viewport: size ?? { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
}

/** Signs a browser in as a person, by a cookie as the service would set it. */
export async function signIn(
  db: Queryable,
  context: BrowserContext,
  url: string,
  userId: string,
): Promise<void> {
  const secret = newSecret();
  await startSession(db, userId, hashOf(secret));
  await context.addCookies([{ name: 'draft_session', value: secret, url, httpOnly: true, sameSite: 'Lax' }]);
}

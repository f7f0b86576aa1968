import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Program } from '../../../src/processes/program.ts';
import { type Api, startApi } from '../../support/api.ts';
import { board, managerId, newDraft, type TestDraft, type TestDraftOptions } from '../../support/drafts.ts';
import { startWorker } from '../../support/processes.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test_database.ts';
import { until } from '../../support/until.ts';
import {
  Complaints,
  type ContextOptions,
  launchBrowser,
  newContext,
  PATIENTLY,
  SHOWN_WITHIN_MS,
  signIn,
} from './browser.ts';

/** A service, and browsers that look at it. */
export class Stage {
  readonly database: TestDatabase;
  readonly browser: Browser;
  readonly complaints = new Complaints();
  readonly worker: Program;
  api: Api;
  readonly #contexts: BrowserContext[] = [];

  private constructor(database: TestDatabase, api: Api, worker: Program, browser: Browser) {
    this.database = database;
    this.api = api;
    this.worker = worker;
    this.browser = browser;
  }

  static async open(): Promise<Stage> {
    const database = await createTestDatabase();
    const [api, worker, browser] = await Promise.all([
      startApi(database.url),
      startWorker(database.url),
      launchBrowser(),
    ]);
    return new Stage(database, api, worker, browser);
  }

  /** A draft in progress whose clocks run out in no test, unless told otherwise. */
  newDraft(options: TestDraftOptions = {}): Promise<TestDraft> {
    return newDraft(this.database.pool, { secondsPerPick: 3_600, ...options });
  }

  /** A page in a browser of its own, signed in as a person where one is named. */
  async page(who: string | null, name: string, options: Partial<ContextOptions> = {}): Promise<Page> {
    const url = options.url ?? this.api.url;
    const context = await newContext(this.browser, { ...options, url });
    this.#contexts.push(context);
    context.setDefaultTimeout(SHOWN_WITHIN_MS);
    if (who !== null) await signIn(this.database.pool, context, url, who);
    return this.watched(await context.newPage(), name);
  }

  /** A page whose complaints count. Where it goes to, it waits until the room is there, and not only the picture of its board. */
  watched(page: Page, name: string): Page {
    this.complaints.watch(page, name);
    const goto = page.goto.bind(page);
    page.goto = async (...given) => {
      const response = await goto(...given);
      await page.locator('#picture').waitFor({ state: 'detached' });
      return response;
    };
    return page;
  }

  /** Closes the browsers of a test. */
  async clear(): Promise<void> {
    for (const context of this.#contexts.splice(0)) await context.close();
  }

  async close(): Promise<void> {
    await this.clear();
    await this.browser.close();
    for (const { child } of [this.api.program, this.worker]) child.kill('SIGTERM');
    await Promise.all([this.api.program.ended(), this.worker.ended()]);
    await this.database.drop();
  }

  /** Waits until the board of a page has, in each cell, what the database has. */
  async untilSameBoard(page: Page, draftId: string): Promise<void> {
    const inDatabase = (await board(this.database.pool, draftId)).map(({ playerId }) =>
      String(playerId ?? ''),
    );
    let shown: string[] = [];
    const isSame = async () => {
      shown = await cellsOf(page);
      return shown.join() === inDatabase.join() || undefined;
    };
    await Promise.race([until(isSame), page.waitForTimeout(SHOWN_WITHIN_MS)]);
    expect(shown).toEqual(inDatabase);
  }
}

/** The players in the cells of a board by pick number; '' where a cell is open. */
function cellsOf(page: Page): Promise<string[]> {
  // As text: the page's own types are not known here.
  return page.evaluate<string[]>(`[...document.querySelectorAll('td.cell')]
    .sort((one, other) => one.dataset.pick - other.dataset.pick)
    .map((cell) => cell.dataset.player ?? '')`);
}

/** Drafts a player through the page, by a part of the name, as a person at a keyboard does. */
export async function draftBySearch(page: Page, name: string): Promise<void> {
  const search = page.getByRole('searchbox', { name: 'Search players' });
  await search.fill(name);
  await page.locator('.player .name', { hasText: new RegExp(`^${name}$`) }).waitFor();
  await search.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Draft', exact: true }).click();
}

export function commissionerId({ commissioner }: TestDraft): string {
  return (commissioner.kind === 'CLOCK' ? null : commissioner.userId) ?? '';
}

export { managerId };

/**
 * Opens a stage before the tests of a suite and closes it behind them. What a page complained of fails the suite: errors, and reports of the
 * content policy.
 * @param prepare gets the stage before the first test
 */
export function useStage(prepare: (stage: Stage) => unknown): void {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
    await prepare(stage);
  }, PATIENTLY.timeout);
  afterEach(() => stage.clear());
  afterAll(async () => {
    await stage.close();
    expect(stage.complaints.said, 'errors and reports of the content policy').toEqual([]);
  });
}

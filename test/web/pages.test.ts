import { describe, expect, it } from 'vitest';
import { hashOf, newSecret } from '../../src/api/identity/cookies.ts';
import { createInvitation } from '../../src/database/identity.ts';
import { pauseDraft } from '../../src/database/life_cycle.ts';
import type { TestDraft } from '../support/drafts.ts';
import { violations } from './support/axe.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { commissionerId, managerId, type Stage, useStage } from './support/stage.ts';

/** How much of a page may move after it was first painted, as browsers measure it. */
const MOST_SHIFT = 0.02;

describe.skipIf(CHROMIUM === null)('each page', PATIENTLY, () => {
  let stage: Stage;
  let draft: TestDraft;
  let waiting: TestDraft;
  const invitation = newSecret();
  useStage(async (opened) => {
    stage = opened;
    draft = await stage.newDraft({ teams: 10, rounds: 8 });
    waiting = await stage.newDraft({ teams: 8, rounds: 8, open: false });
    const teamId = waiting.teamIds.at(-1) ?? '';
    await createInvitation(stage.database.pool, {
      teamId,
      hash: hashOf(invitation),
      actor: waiting.commissioner,
    });
  });

  const PAGES = {
    home: { path: () => '/', as: () => commissionerId(draft), shows: 'Your drafts' },
    'home of who is on the clock': {
      path: () => '/',
      as: () => managerId(draft, 1),
      shows: 'What waits for you',
    },
    'home of a stranger': { path: () => '/', as: () => null, shows: 'You are not signed in' },
    'new league': { path: () => '/new', as: () => commissionerId(draft), shows: 'Name of the league' },
    league: {
      path: () => `/l/${draft.leagueId}`,
      as: () => commissionerId(draft),
      shows: 'Teams and managers',
    },
    'new draft': {
      path: () => `/l/${draft.leagueId}/draft`,
      as: () => commissionerId(draft),
      shows: 'Create the draft',
    },
    'an incomplete invitation': { path: () => '/join', as: () => null, shows: 'This link opens nothing' },
    'an invitation': {
      path: () => `/join#${invitation}`,
      as: () => null,
      shows: 'You are invited to draft for Team 8',
    },
    'no page': { path: () => '/nowhere', as: () => null, shows: 'There is nothing at this address' },
    'no draft': {
      path: () => '/d/00000000-0000-4000-8000-000000000000',
      as: () => null,
      shows: 'There is no such draft for you',
    },
    operator: { path: () => '/operator', as: () => null, shows: 'Token of an operator' },
    'a used sign-in link': {
      path: () => '/sign-in#nothing',
      as: () => null,
      shows: 'This link opens nothing',
    },
    'room of a manager': {
      path: () => `/d/${draft.draftId}`,
      as: () => managerId(draft, 1),
      shows: 'You are on the clock',
    },
    'room on a phone': {
      path: () => `/d/${draft.draftId}`,
      as: () => managerId(draft, 1),
      shows: 'You are on the clock',
      size: { width: 390, height: 844 },
    },
    'room of the commissioner': {
      path: () => `/d/${draft.draftId}`,
      as: () => commissionerId(draft),
      shows: 'Pick for this team',
    },
    'room before the draft': {
      path: () => `/d/${waiting.draftId}`,
      as: () => commissionerId(waiting),
      shows: 'The draft has not started',
    },
    'my rankings': { path: () => '/rankings', as: () => managerId(draft, 1), shows: 'Player 1' },
    'big screen': { path: () => `/d/${draft.draftId}/tv`, as: () => null, shows: 'Watch on your phone' },
    results: { path: () => `/d/${draft.draftId}/results`, as: () => null, shows: 'By team' },
    replay: {
      path: () => `/d/${draft.draftId}/replay`,
      as: () => null,
      shows: 'Link to this moment',
    },
  } as const;

  for (const theme of ['light', 'dark'] as const) {
    it.each(Object.entries(PAGES))(
      `is accessible in the ${theme} theme, and does not move: %s`,
      async (name, { path, as, shows, ...options }) => {
        const page = await stage.page(as(), name, { theme, ...options });
        await page.addInitScript(`
        window.shifted = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
      `);
        await page.goto(path());
        await page.getByText(shows).first().waitFor();
        await page.evaluate('document.fonts.ready.then(() => undefined)');
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate('window.shifted')).toBeLessThanOrEqual(MOST_SHIFT);
      },
    );
  }

  it('asks for its draft before it runs what shows it, though all scripts are there at once', async () => {
    const page = await stage.page(null, 'somebody with a slow phone');
    // What renders leaves its mark on the place that it renders into.
    await page.addInitScript(`
      window.asked = [];
      const send = window.fetch;
      window.fetch = (url, options) => {
        const [operation] = /(?:query|mutation) \\w+/.exec(options?.body ?? '') ?? [];
        const isRendering = Object.keys(document.getElementById('app') ?? {}).length > 0;
        if (operation) window.asked.push([operation, isRendering ? 'rendering' : 'before'].join(' '));
        return send(url, options);
      };
    `);
    // The second time the browser has all of them.
    for (const _ of ['first time', 'second time']) {
      await page.goto(`/d/${draft.draftId}`);
      await page.locator('.player').first().waitFor();
      const asked = await page.evaluate<string[]>('window.asked');
      expect(asked.slice(0, 2)).toEqual(['query DraftRoom before', 'query DraftPlayers before']);
      expect(asked.filter((operation) => operation.includes('DraftRoom'))).toHaveLength(1);
    }
  });

  it('shows a word of 100 letters whole in the log', async () => {
    const own = await stage.newDraft({ teams: 2, rounds: 1 });
    await pauseDraft(stage.database.pool, own.draftId, own.commissioner, 'W'.repeat(100));
    const page = await stage.page(null, 'reader of a log');
    await page.goto(`/d/${own.draftId}`);
    await page.locator('.log q').waitFor();
    const isCut =
      await page.evaluate<boolean>(`[...document.querySelectorAll('.part-log .log, .part-log .log *')]
      .some(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth)`);
    expect(isCut).toBe(false);
  });

  it('can be used with the keyboard alone: search, choose, draft', async () => {
    const own = await stage.newDraft({ teams: 2, rounds: 1 });
    const page = await stage.page(managerId(own, 1), 'manager at a keyboard');
    await page.goto(`/d/${own.draftId}`);
    await page.locator('.player').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('player');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Draft Player 3?' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('td[data-pick="1"][data-player]').waitFor();
    expect(await page.locator('td[data-pick="1"] .name').textContent()).toBe('P. 3');
  });
});

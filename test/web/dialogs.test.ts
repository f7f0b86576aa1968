import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { applyPick } from '../../src/database/picks.ts';
import type { TestDraft } from '../support/drafts.ts';
import { violations } from './support/axe.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { commissionerId, managerId, type Stage, useStage } from './support/stage.ts';

describe.skipIf(CHROMIUM === null)('what opens over a page', PATIENTLY, () => {
  let stage: Stage;
  let draft: TestDraft;
  useStage(async (opened) => {
    stage = opened;
    draft = await stage.newDraft({ teams: 4, rounds: 3 });
    const { draftId, players, commissioner: actor } = draft;
    const first = { pickNumber: 1, playerId: players[0] ?? 0 };
    await applyPick(stage.database.pool, { kind: 'MANUAL', draftId, ...first, actor });
  });

  const room = () => `/d/${draft.draftId}`;
  const DIALOGS: Record<
    string,
    { as: () => string; path: () => string; open: (page: Page) => Promise<void> }
  > = {
    'a pick, for its commissioner': {
      as: () => commissionerId(draft),
      path: room,
      open: async (page) => {
        await page.locator('td[data-pick="1"]').click();
        await page.getByRole('radio', { name: 'Player 2', exact: false }).first().waitFor();
      },
    },
    'a rollback': {
      as: () => commissionerId(draft),
      path: room,
      open: async (page) => {
        await page.getByRole('button', { name: 'Undo the last pick' }).click();
        await page.getByRole('button', { name: 'Undo 1 pick' }).waitFor();
      },
    },
    'rules of time': {
      as: () => commissionerId(draft),
      path: room,
      open: async (page) => {
        await page.getByRole('button', { name: 'More' }).click();
        await page.getByRole('button', { name: 'Rules of time' }).click();
        await page.getByRole('switch', { name: 'Quiet hours' }).click();
      },
    },
    'how the service picks': {
      as: () => managerId(draft, 2),
      path: room,
      open: async (page) => {
        await page.getByRole('button', { name: 'How the service picks for you' }).click();
        await page.getByRole('radio', { name: 'Position plan' }).click();
      },
    },
    'who is in the room': {
      as: () => managerId(draft, 2),
      path: room,
      open: async (page) => {
        await page.getByRole('button', { name: 'In the room: 1 of 4 managers here' }).click();
        await page.getByRole('button', { name: 'On fire' }).waitFor();
      },
    },
    'what can be done with a league': {
      as: () => commissionerId(draft),
      path: () => `/l/${draft.leagueId}`,
      open: async (page) => {
        await page.getByRole('button', { name: 'More about League' }).click();
        await page.getByRole('button', { name: 'Rename the league' }).waitFor();
      },
    },
    'another name for a team': {
      as: () => commissionerId(draft),
      path: () => `/l/${draft.leagueId}`,
      open: async (page) => {
        await page.getByRole('button', { name: 'More about Team 1' }).click();
        await page.getByRole('button', { name: 'Rename the team' }).click();
        await page.getByRole('dialog').getByLabel('Name of the team').waitFor();
      },
    },
    'a keeper in the form of a draft': {
      as: () => commissionerId(draft),
      path: () => `/l/${draft.leagueId}/draft`,
      open: async (page) => {
        await page.getByText('Keepers, picks that fall away').click();
        await page.getByRole('button', { name: 'Add a keeper' }).click();
        await page.getByLabel('Player of keeper 1').waitFor();
      },
    },
    'the import of players': {
      as: () => commissionerId(draft),
      path: () => `/l/${draft.leagueId}/draft`,
      open: async (page) => {
        await page.getByRole('button', { name: 'Import …' }).click();
        await page.getByLabel('The list').fill('Name,Pos\nSome Body,WR\nNobody,');
        await page.getByText('1 line is no player').waitFor();
      },
    },
  };

  // Each in one of the themes: they are made of the same parts, in the colours that whole pages are tried in.
  it.each(
    Object.entries(DIALOGS).map(([name, dialog], index) => ({ name, ...dialog, isDark: index % 2 === 0 })),
  )('is accessible: $name', async ({ name, as, path, open, isDark }) => {
    const page = await stage.page(as(), name, { theme: isDark ? 'dark' : 'light' });
    await page.goto(path());
    await open(page);
    expect(await violations(page)).toEqual([]);
  });
});

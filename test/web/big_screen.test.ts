import { describe, expect, it } from 'vitest';
import { applyPick } from '../../src/database/picks.ts';
import { openRoster } from '../support/drafts.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { type Stage, useStage } from './support/stage.ts';

const LONG = 'The Very Long-Named Replacement-Level Heroes of the Lower Rhine';

describe.skipIf(CHROMIUM === null)('the big screen', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  it('has all rounds, what stands beside them, who is next and the owners of traded picks on a low one', async () => {
    const teams = 12;
    const draft = await stage.newDraft({
      ...{ teams, rounds: 15, rosterSlots: openRoster(16) },
      tradedPicks: [{ round: 1, slot: 1, owner: 2 }],
    });
    const { draftId, players, commissioner: actor } = draft;
    const names = ['Endzone Engineers', LONG];
    for (const [index, name] of names.entries())
      await stage.database.pool.query('update app_public.teams set name = $2 where id = $1', [
        ...[draft.teamIds[9 + index], name],
      ]);
    for (let pickNumber = 1; pickNumber <= 8; pickNumber += 1) {
      const playerId = players[pickNumber - 1] ?? 0;
      await applyPick(stage.database.pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor });
    }
    const page = await stage.page(null, 'tv', { size: { width: 1280, height: 720 } });
    await page.goto(`/d/${draftId}/tv`);
    await page.locator('.tv-side .recent li').first().waitFor();
    await page.locator('.only-here').waitFor();
    await page.evaluate('document.fonts.ready.then(() => undefined)');
    const seen = await page.evaluate<Record<string, number>>(`(() => {
      const bottom = (selector) => document.querySelector(selector).getBoundingClientRect().bottom;
      const owner = document.querySelector('td[data-pick="1"] .owner');
      return {
        lastRound: bottom('.board tr:last-child') - bottom('.board-scroller'),
        notice: bottom('.only-here') - innerHeight,
        owner: owner.clientWidth,
      };
    })()`);
    expect(seen['lastRound']).toBeLessThanOrEqual(0);
    expect(seen['notice']).toBeLessThanOrEqual(0);
    const cut = await page.evaluate<string[]>(`[...document.querySelectorAll('.next b')]
      .filter((name) => name.scrollWidth > name.clientWidth).map(({ textContent }) => textContent)`);
    expect(cut).toEqual([LONG]);
    // Room for the arrow and six letters of a name, and not for the arrow alone.
    expect(seen['owner']).toBeGreaterThan(30);
  });
});

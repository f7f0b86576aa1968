import { describe, expect, it } from 'vitest';
import { hashOf, newSecret } from '../../src/api/identity/cookies.ts';
import { claimInvitation, createInvitation } from '../../src/database/identity.ts';
import { cancelDraft } from '../../src/database/life_cycle.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { managerId, type Stage, useStage } from './support/stage.ts';

describe.skipIf(CHROMIUM === null)('a page that goes no further', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  it('leads home from an address that is cut off or mistyped', async () => {
    const page = await stage.page(null, 'somebody with a cut link');
    for (const path of ['/nope', '/d/abc', '/l/abc', '/d/0a1b2c/results']) {
      await page.goto(path);
      await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
      expect(await page.locator('a[href="/"]').count(), path).toBe(1);
    }
  });

  it('tells whoever is not signed in so before they fill in the form of a league', async () => {
    const page = await stage.page(null, 'stranger');
    await page.goto('/new');
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    expect(await page.locator('form').count()).toBe(0);
  });

  it('says of the results of a draft that has not started that there are none', async () => {
    const { draftId } = await stage.newDraft({ teams: 2, rounds: 2, open: false });
    const page = await stage.page(null, 'visitor');
    await page.goto(`/d/${draftId}/results`);
    await page.getByText('The draft has not started: nobody is drafted yet.').waitFor();
    expect(await page.getByText('The draft goes on').count()).toBe(0);
  });

  it('leads from a used invitation to the league, for whoever used it, and nobody else', async () => {
    const db = stage.database.pool;
    const draft = await stage.newDraft({ teams: 2, rounds: 2, open: false });
    const secret = newSecret();
    const [teamId = ''] = draft.teamIds;
    await createInvitation(db, { teamId, hash: hashOf(secret), actor: draft.commissioner });
    const { userId } = await claimInvitation(db, {
      ...{ hash: hashOf(secret), name: 'Zoe', userId: null, sessionHash: hashOf(newSecret()) },
    });
    const page = await stage.page(userId, 'Zoe');
    await page.goto(`/join#${secret}`);
    await page.waitForURL(`**/l/${draft.leagueId}`);
    await page.getByText('Teams and managers').waitFor();
    for (const other of [null, managerId(draft, 2)]) {
      const theirs = await stage.page(other, 'somebody else');
      await theirs.goto(`/join#${secret}`);
      await theirs.getByRole('heading', { name: 'This link opens nothing' }).waitFor();
    }
  });

  it('offers no queue in the room of a draft that is over, and says in its results how it ended', async () => {
    const db = stage.database.pool;
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await stage.page(managerId(draft, 2), 'manager');
    await page.goto(`/d/${draft.draftId}`);
    const queueing = page.getByRole('button', { name: /^Add .* to your queue$/ });
    await queueing.first().waitFor();
    await cancelDraft(db, draft.draftId, draft.commissioner);
    await page.reload();
    await page.locator('.player').first().waitFor();
    expect(await queueing.count()).toBe(0);
    await page.locator('.player').first().click();
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('button', { name: 'Add to queue' }).count()).toBe(0);
    // Its results say what became of it, and lead back to the league.
    await page.goto(`/d/${draft.draftId}/results`);
    await page.getByText('The draft was cancelled: these are').waitFor();
    await page.getByRole('link', { name: 'League', exact: true }).click();
    await page.getByText('Teams and managers').waitFor();
  });
});

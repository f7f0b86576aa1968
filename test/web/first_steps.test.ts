import { describe, expect, it } from 'vitest';
import { hashOf, newSecret } from '../../src/api/identity/cookies.ts';
import { createInvitation } from '../../src/database/identity.ts';
import { createUser } from '../../src/database/leagues.ts';
import { cancelDraft } from '../../src/database/life_cycle.ts';
import { newPool, type TestDraft, userActor } from '../support/drafts.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { commissionerId, managerId, type Stage, useStage } from './support/stage.ts';

const PHONE = { width: 390, height: 844 };

describe.skipIf(CHROMIUM === null)('somebody new', PATIENTLY, () => {
  let stage: Stage;
  useStage(async (opened) => {
    stage = opened;
    await newPool(stage.database.pool, 400);
  });

  it('comes back to the practice draft that they left, until it is over', async () => {
    const db = stage.database.pool;
    const userId = await createUser(db, 'Newcomer');
    const page = await stage.page(userId, 'newcomer');
    await page.goto('/');
    await page.getByText('No drafts yet.').waitFor();
    await page.getByText('No leagues yet.').waitFor();
    expect(await page.getByText('Put away').count()).toBe(0);
    await page.getByRole('button', { name: 'Try a draft now' }).click();
    await page.locator('td.current').waitFor();
    const address = page.url();
    await page.goto('/');
    await page.getByRole('link', { name: 'Continue your practice' }).click();
    await page.locator('td.current').waitFor();
    expect(page.url()).toBe(address);
    const idOf = (url: string) => new URL(url).pathname.split('/')[2] ?? '';
    await cancelDraft(db, idOf(address), userActor(userId));
    await page.goto('/');
    await page.getByText('No drafts yet.').waitFor();
    expect(await page.getByText('Continue your practice').count()).toBe(0);
    // One that was played to its end is there for as long as it is kept.
    await page.getByRole('button', { name: 'Try a draft now' }).click();
    await page.locator('td.current').waitFor();
    const played = page.url();
    await db.query(
      `update app_public.drafts set state = 'COMPLETED', current_pick = null, next_deadline = null, deadline = null, clock_ends_at = null,
         job_id = null
       where id = $1`,
      [idOf(played)],
    );
    await page.goto('/');
    await page.getByRole('link', { name: 'Results of your practice' }).click();
    await page.waitForURL(`${played}/results`);
    await page.goto(played);
    await page.getByText('Nobody can be drafted any more.').waitFor();
    expect(await page.getByRole('switch', { name: 'Autopilot' }).count()).toBe(0);
    // Its league is nobody's, and has a name for programs. At its end a replay stops, and begins anew.
    await page.goto(`${played}/replay`);
    await page.getByRole('heading', { name: 'Practice draft' }).waitFor();
    const play = page.getByRole('button', { name: 'Play' });
    await page.getByRole('slider').press('End');
    await play.click();
    await page.getByText(/^Event [1-5] of/).waitFor();
    await page.getByRole('slider').press('End');
    await play.waitFor();
  });

  it('is not hurried by the clock of a bot', async () => {
    const page = await stage.page(await createUser(stage.database.pool, 'Calm'), 'calm');
    await page.goto('/');
    await page.getByText('Your place, teams, speed').click();
    await page.getByLabel('Your place').selectOption('12');
    await page.getByLabel('Bots think').selectOption('like people');
    await page.evaluate(`window.alarms = 0; setInterval(() => {
      if (document.querySelector('.stage:not(.mine) .digits[data-near="true"]')) window.alarms += 1;
    }, 10)`);
    await page.getByRole('button', { name: 'Try a draft now' }).click();
    await page
      .locator('.stage:not(.mine) .digits')
      .getByText(/^0:\d\d$/)
      .waitFor();
    await page.locator('td[data-pick="2"][data-player]').waitFor();
    expect(await page.evaluate('window.alarms')).toBe(0);
  });

  it('sees in a league that stays open who joined it, and its first draft', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2, open: false });
    const db = stage.database.pool;
    const hide = (at: string) =>
      db.query(`update app_public.drafts set archived_at = ${at} where id = $1`, [draft.draftId]);
    await db.query('update app_public.teams set manager_id = null where id = $1', [draft.teamIds[1]]);
    await hide('now()');
    const page = await stage.page(managerId(draft, 1), 'manager 1');
    await page.clock.install();
    await page.goto(`/l/${draft.leagueId}`);
    await page.getByText('as soon as your commissioner has made it').waitFor();
    await page.getByText('Nobody yet').waitFor();
    await hide('null');
    await db.query('update app_public.teams set manager_id = $2 where id = $1', [
      ...[draft.teamIds[1], commissionerId(draft)],
    ]);
    await page.clock.fastForward(20_000);
    await page.getByText('Nobody yet').waitFor({ state: 'detached' });
    await page.getByText('Not started').waitFor();
  });

  it('is told of a link that no other device can open, wherever one is given out', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const { draftId, leagueId, teamIds } = draft;
    const says = 'Only this computer can open';
    await stage.database.pool.query('update app_public.teams set manager_id = null where id = $1', [
      teamIds[0],
    ]);
    const page = await stage.page(commissionerId(draft), 'commissioner');
    await page.goto(`/l/${leagueId}`);
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    const links = page.getByRole('dialog', { name: 'Invitation links' });
    await links.getByText(says).waitFor();
    // The first link has the focus, and is seen from its beginning on.
    await links.locator('input:focus').waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.scrollLeft')).toBe(0);
    expect(await links.getByText('HOST=0.0.0.0').textContent()).toContain('PUBLIC_URL=http://');
    await page.goto(`/d/${draftId}/tv`);
    await page.locator('.tv').getByText(says).waitFor();
    expect(await page.locator('.tv .qr').count()).toBe(0);
    await page.goto(`/d/${draftId}`);
    await page.getByRole('button', { name: 'Copy watch link' }).click();
    await page.locator('.toast').first().waitFor();
  });

  const invite = async ({ teamIds, commissioner: actor }: TestDraft) => {
    const secret = newSecret();
    const [teamId = ''] = teamIds;
    await stage.database.pool.query('update app_public.teams set manager_id = null where id = $1', [teamId]);
    await createInvitation(stage.database.pool, { teamId, hash: hashOf(secret), actor });
    return secret;
  };

  it.each([
    ['the league', false],
    ['its draft, where that is going on', true],
  ])('comes by an invitation into %s', async (_, open) => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2, open });
    const page = await stage.page(null, 'invited');
    await page.goto(`/join#${await invite(draft)}`);
    await page.getByLabel('Your name').fill('Zoe');
    await page.getByRole('button', { name: 'Join the league' }).click();
    await page.waitForURL(open ? `**/d/${draft.draftId}` : `**/l/${draft.leagueId}`);
    await page
      .getByText(open ? 'You are on the clock' : 'Zoe (you)')
      .first()
      .waitFor();
  });

  it('reads on a phone what they have to do, however long the name of their team is', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2, order: { kind: 'SNAKE' } });
    const name = 'Bob the Builder of Very Long Championship Dynasties and More';
    await stage.database.pool.query('update app_public.teams set name = $2 where id = $1', [
      draft.teamIds[0],
      name,
    ]);
    const page = await stage.page(managerId(draft, 1), 'manager 1', { size: PHONE });
    await page.goto('/');
    const needs = page.getByRole('region', { name: 'What waits for you' });
    const verb = needs.getByText('is on the clock', { exact: true });
    await verb.waitFor();
    const isWhole = await page.evaluate(`{
      const verb = document.querySelector('.needs .who > :last-child');
      const edge = verb.closest('.grow').getBoundingClientRect().right;
      verb.scrollWidth <= verb.clientWidth && verb.getBoundingClientRect().right <= edge + 1
    }`);
    expect(isWhole).toBe(true);
  });
});

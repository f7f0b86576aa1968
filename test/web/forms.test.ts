import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { newPool } from '../support/drafts.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { commissionerId, managerId, type Stage, useStage } from './support/stage.ts';

describe.skipIf(CHROMIUM === null)('a form', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  const countOf = async (what: string, where: string, value: string) => {
    const { rows } = await stage.database.pool.query<{ count: number }>(
      `select count(*)::integer as count from app_public.${what} where ${where} = $1`,
      [value],
    );
    return rows[0]?.count;
  };

  it('makes one of a double click: a league, links for its teams, a draft', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await stage.page(commissionerId(draft), 'commissioner');
    await page.goto('/new');
    await page.getByLabel('Name of the league').fill('Twice');
    await page.getByLabel('How many teams?').fill('2');
    await twiceAtOnce(page, 'CreateLeague', 'Create the league');
    await page.getByRole('heading', { name: 'Twice' }).waitFor();
    expect(await countOf('leagues', 'name', 'Twice')).toBe(1);

    await twiceAtOnce(page, 'InviteManagers', 'Make links for 1 open team');
    const links = page.getByRole('dialog', { name: 'Invitation links' });
    await links.getByRole('button', { name: 'Close' }).click();
    const leagueId = new URL(page.url()).pathname.split('/')[2] ?? '';
    const { rows } = await stage.database.pool.query(
      'select i.id from app_public.invitations i join app_public.teams t on t.id = i.team_id where t.league_id = $1',
      [leagueId],
    );
    expect(rows).toHaveLength(1);
    await page.getByText(/Nobody yet; a link is out until/).waitFor();
    await page.getByRole('button', { name: 'New link' }).press('Enter');
    await links.getByRole('button', { name: 'Close' }).click();
    await page.locator('.button:focus', { hasText: 'New link' }).waitFor();

    await page.getByRole('link', { name: 'New draft' }).click();
    await page.getByLabel('Rounds', { exact: true }).fill('2');
    await twiceAtOnce(page, 'CreateDraft', 'Create the draft');
    await page.getByText('The draft has not started').waitFor();
    expect(await countOf('drafts', 'league_id', leagueId)).toBe(1);
  });

  it('takes the number of teams at once, forgets no name for it, and says which names cannot be told apart', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await stage.page(commissionerId(draft), 'commissioner');
    await page.goto('/new');
    const teams = page.getByRole('textbox', { name: /^Name of team/ });
    const count = page.getByLabel('How many teams?');
    await page.getByLabel('Name of team 3').fill('Owls');
    await count.fill('2');
    expect(await teams.count()).toBe(2);
    await count.fill('12');
    expect(await teams.count()).toBe(12);
    expect(await page.getByLabel('Name of team 3').inputValue()).toBe('Owls');
    await count.fill('65');
    await count.blur();
    await page.getByText('A whole number from 2 to 64 goes here; it stays 12.').waitFor();
    expect(await count.inputValue()).toBe('12');
    const remove = page.getByRole('button', { name: /^Remove/ });
    await remove.last().press('Enter');
    await page.locator('li:nth-child(11) .button:focus').waitFor();

    await page.getByLabel('Name of team 1', { exact: true }).fill('Same');
    await page.getByLabel('Name of team 2', { exact: true }).fill('same');
    await page.getByText('Two teams are called “Same”.').waitFor();
    await page.getByLabel('Name of the league').fill('Same names');
    await page.getByRole('button', { name: 'Create the league' }).click();
    const focused = await page.evaluate<string>(`document.activeElement.getAttribute('aria-label')`);
    expect(focused).toBe('Name of team 2');
    expect(await countOf('leagues', 'name', 'Same names')).toBe(0);
    await page.getByLabel('Name of team 2', { exact: true }).fill('Other');
    await page.getByText('Two teams are called').waitFor({ state: 'detached' });

    // Spaces are no name, which the field itself says.
    await page.getByLabel('Name of the league').fill('Spaces');
    await page.getByLabel('Name of team 3').fill(' ');
    await page.getByRole('button', { name: 'Create the league' }).click();
    const said = await page.evaluate<string>(`document.querySelector('input:invalid').validationMessage`);
    expect(said).toBe('Give it a name: there are only spaces here.');
    expect(await countOf('leagues', 'name', 'Spaces')).toBe(0);
  });

  it('takes the number of rounds at once, and chooses no preset that its seats are not', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await stage.page(commissionerId(draft), 'commissioner');
    await page.goto(`/l/${draft.leagueId}/draft`);
    const rosters = page.getByRole('radiogroup', { name: 'Roster' });
    const isChosen = (name: string) => rosters.getByRole('radio', { name, checked: true }).waitFor();
    const rounds = page.getByLabel('Rounds', { exact: true });
    await isChosen('Standard');
    await rounds.fill('1');
    await isChosen('Your own');
    await rounds.fill('18');
    expect(await page.getByLabel('Seats for BN').inputValue()).toBe('9');
    await page.getByLabel('Seats for BN').fill('6');
    await page.getByLabel('Seats for SUPER FLEX').waitFor();
    await isChosen('Standard');
    expect(await rounds.inputValue()).toBe('15');
    await page.getByRole('button', { name: 'One seat less for K', exact: true }).click();
    await isChosen('Your own');
    await page.getByText('14 rounds, 28 picks in all.').waitFor();
  });

  it('begins with the players of the last draft, and says in words what is wrong, until that is changed', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const few = await newPool(stage.database.pool, 3);
    const page = await stage.page(commissionerId(draft), 'commissioner');
    await page.goto(`/l/${draft.leagueId}/draft`);
    const players = page.getByLabel('Players', { exact: true });
    await players.locator(`option[value="${few}"]`).waitFor({ state: 'attached' });
    expect(await players.inputValue()).toBe(draft.poolId);
    await players.selectOption(few);
    await page.getByLabel('Rounds', { exact: true }).fill('2');
    await page.getByRole('button', { name: 'Create the draft' }).click();
    const alert = page.getByRole('alert');
    await alert.getByText('The draft has 4 picks, but there are only 3 of these players.').waitFor();
    await page.getByLabel('Rounds', { exact: true }).fill('1');
    await alert.waitFor({ state: 'detached' });
    await page.goto('/rankings');
    await page.locator('.player.ranked').first().waitFor();
    expect(await players.inputValue()).toBe(draft.poolId);
  });

  it('of a draft asks before it is lost, once something is changed; the dialog over it asks for itself, and Back from the draft skips it', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await stage.page(commissionerId(draft), 'commissioner');
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    const stay = async () => {
      await question.getByRole('button', { name: 'Stay here' }).click();
      await question.waitFor({ state: 'detached' });
    };
    await page.goto(`/l/${draft.leagueId}`);
    const begin = page.getByRole('link', { name: 'New draft' });
    await begin.click();
    await page.getByRole('button', { name: 'Create the draft' }).waitFor();
    await page.goBack();
    await begin.click();
    const fast = page.getByRole('radio', { name: 'Fast' });
    await fast.click();
    await page.goBack();
    await stay();
    await page.getByRole('button', { name: 'Import …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import players' });
    await dialog.getByLabel('Name of the pool').fill('Mine');
    await page.keyboard.press('Escape');
    await stay();
    await page.goBack();
    await question.getByRole('button', { name: 'Leave without saving' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.goBack();
    await stay();
    expect(await fast.getAttribute('aria-checked')).toBe('true');

    await page.getByLabel('Start').fill('2020-01-01T10:00');
    await page.getByRole('button', { name: 'Create the draft' }).click();
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('starts');
    await page.getByLabel('Start').fill('');
    await page.getByLabel('Rounds', { exact: true }).fill('2');
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.getByText('The draft has not started').waitFor();
    await page.goBack();
    await begin.waitFor();
    expect(await question.count()).toBe(0);
  });

  it('of a ranking is untouched until somebody moves a player, and is not left with what is not saved', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await stage.page(managerId(draft, 1), 'manager 1');
    await page.goto('/');
    await page.getByRole('link', { name: 'My rankings' }).click();
    await page.getByLabel('Place of Player 5', { exact: true }).waitFor();
    const again = page.waitForResponse((response) => response.url().endsWith('/graphql'));
    await page.evaluate(`dispatchEvent(new Event('visibilitychange'))`);
    await (await again).finished();
    const save = page.getByRole('button', { name: 'Save my ranking' });
    expect(await save.isDisabled()).toBe(true);
    expect(await page.getByText('Not saved yet').count()).toBe(0);

    const move = async () => {
      await page.getByLabel('Place of Player 5', { exact: true }).fill('1');
      await page.getByLabel('Place of Player 5', { exact: true }).press('Enter');
      await page.getByText('Not saved yet').waitFor();
    };
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    const stay = async () => {
      await question.getByRole('button', { name: 'Stay here' }).click();
      await question.waitFor({ state: 'detached' });
      await page.getByText('Not saved yet').waitFor();
    };
    await move();
    await page.getByRole('link', { name: 'Draft Orchestrator' }).click();
    await stay();
    await page.goBack();
    await stay();
    await page.goBack();
    await question.getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByText('Your drafts').waitFor();

    // What is saved is nothing to ask about, and Back leaves the page at once.
    await page.getByRole('link', { name: 'My rankings' }).click();
    await page.getByLabel('Place of Player 5', { exact: true }).waitFor();
    await move();
    await save.click();
    await page.getByText('Saved. It counts').waitFor();
    await page.getByText('Your ranking of').waitFor();
    await page.goBack();
    await page.getByText('Your drafts').waitFor();
    expect(await question.count()).toBe(0);
  });
});

/** Presses a button twice while the answer to the first press is still on its way. */
async function twiceAtOnce(page: Page, operation: string, button: string): Promise<void> {
  const { promise: pressed, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes(`mutation ${operation}(`)) await pressed;
    await route.continue();
  });
  // As a fast hand does it: Playwright itself would wait for a button that is off meanwhile.
  await page.locator('button:not([aria-disabled="true"])', { hasText: button }).waitFor();
  await page.evaluate(`{
    const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === ${JSON.stringify(button)});
    button.click();
    button.click();
  }`);
  release();
  await page.unrouteAll({ behavior: 'wait' });
}

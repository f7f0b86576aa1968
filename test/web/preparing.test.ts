import { describe, expect, it } from 'vitest';
import { hashOf, newSecret } from '../../src/api/identity/cookies.ts';
import { reorderSlots } from '../../src/database/draft_order.ts';
import { createInvitation } from '../../src/database/identity.ts';
import { cancelDraft } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import { openRoster } from '../support/drafts.ts';
import { until } from '../support/until.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { commissionerId, managerId, type Stage, useStage } from './support/stage.ts';

describe.skipIf(CHROMIUM === null)('what people prepare and come back to', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  it('is a pool pasted into the form of a draft, with what is wrong in it, and a draft of it', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await stage.page(commissionerId(draft), 'commissioner');
    await page.goto(`/l/${draft.leagueId}/draft`);
    await page.getByRole('button', { name: 'Import …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import players' });
    const lines = Array.from(
      { length: 60 },
      (_, index) => `Somebody ${index + 1},${index % 2 ? 'RB' : 'WR'}`,
    );
    await dialog.getByLabel('The list').fill(['Name,Pos', ...lines, 'Nobody at all,'].join('\n'));
    await dialog.getByText('60 players found').waitFor();
    await dialog.getByText('1 line is no player:').waitFor();
    expect(await dialog.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true);
    await dialog.getByRole('switch', { name: 'Leave these lines out' }).click();
    await dialog.getByLabel('Name of the pool').fill('My list');
    await dialog.getByRole('button', { name: 'Import 60 players' }).click();
    await dialog.waitFor({ state: 'detached' });
    await until(
      async () =>
        (await page.getByLabel('Players', { exact: true }).locator('option:checked').textContent()) ===
          'My list' || undefined,
    );
  });

  it('is a draft with a name, a keeper, a pick that falls away and a maximum, all from its form', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await stage.page(commissionerId(draft), 'commissioner');
    await page.goto(`/l/${draft.leagueId}/draft`);
    await page.getByLabel('Name of the draft').fill('Keeper night');
    await page.getByLabel('Players', { exact: true }).selectOption(draft.poolId);
    await page.getByText('Keepers, picks that fall away').click();
    await page.getByRole('button', { name: 'Add a keeper' }).click();
    await page.getByLabel('Keepers 1: team').selectOption({ label: 'Team 2' });
    await page.getByLabel('Keepers 1: round').fill('3');
    // As long as nobody of that name is found, the form is not sent.
    const kept = page.getByLabel('Player of keeper 1');
    await kept.fill('Player 12');
    await page.locator('datalist option[value^="Player 12 "]').waitFor({ state: 'attached' });
    expect(await page.locator('input[list]:invalid').count()).toBe(1);
    await kept.fill('Player 12 (WR, KC)');
    await page.getByRole('button', { name: 'Add a pick' }).click();
    await page.getByLabel('Picks that fall away 1: round').fill('2');
    await page.getByLabel('QB', { exact: true }).fill('2');
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.getByRole('button', { name: 'Start the draft' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start the draft' }).click();
    await page.getByRole('heading', { name: 'Keeper night' }).waitFor();
    await page.locator('td.current').waitFor();
    await page.locator('td[data-player] .name').getByText('P. 12').waitFor();
    const { rows } = await stage.database.pool.query(
      `select d.name, s.position_maximums as maximums, k.round as kept, f.round as forfeited
        from app_public.drafts d
        join app_public.draft_settings s on s.draft_id = d.id
        join app_public.picks k on k.draft_id = d.id and k.source = 'KEEPER'
        join app_public.picks f on f.draft_id = d.id and f.is_forfeited
        where d.id = $1`,
      [new URL(page.url()).pathname.split('/')[2]],
    );
    expect(rows).toEqual([{ name: 'Keeper night', maximums: { QB: 2 }, kept: 3, forfeited: 2 }]);
  });

  it('is keepers, trades and picks that fall away, changed in the room before the draft opens', async () => {
    const draft = await stage.newDraft({ teams: 3, rounds: 3, open: false, rosterSlots: openRoster(4) });
    const page = await stage.page(commissionerId(draft), 'commissioner');
    const other = await stage.page(managerId(draft, 1), 'manager 1');
    await Promise.all([page, other].map((each) => each.goto(`/d/${draft.draftId}`)));
    const dialog = page.getByRole('dialog', { name: 'Keepers and trades' });
    const open = async () => {
      await page.getByRole('button', { name: 'Keepers and trades' }).click();
      await dialog.getByRole('button', { name: 'Add a keeper' }).waitFor();
    };
    const save = async () => {
      await dialog.getByRole('button', { name: 'Put them on the board' }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await open();
    // Team 1 gives its first pick to team 2, which keeps a player for that one.
    await dialog.getByRole('button', { name: 'Add a trade' }).click();
    await dialog.getByLabel('Traded picks 1: round').fill('1');
    await dialog.getByRole('button', { name: 'Add a keeper' }).click();
    await dialog.getByLabel('Keepers 1: team').selectOption({ label: 'Team 2' });
    await dialog.getByLabel('Keepers 1: round').fill('1');
    await dialog.getByLabel('Player of keeper 1').fill('Player 9 (K, KC)');
    await dialog.getByRole('button', { name: 'Add a keeper' }).click();
    await dialog.getByLabel('Keepers 2: round').fill('1');
    await dialog.getByLabel('Player of keeper 2').fill('Player 8 (RB, KC)');
    await dialog.getByRole('button', { name: 'Add a pick' }).click();
    await dialog.getByLabel('Picks that fall away 1: team').selectOption({ label: 'Team 1' });
    await dialog.getByLabel('Picks that fall away 1: round').fill('1');
    await dialog.getByRole('button', { name: 'Put them on the board' }).click();
    await dialog.getByText('Team 1 has no pick left in round 1').waitFor();
    await dialog.getByLabel('Picks that fall away 1: round').fill('3');
    await save();
    for (const each of [page, other]) {
      await each.locator('td[data-pick="1"] .name').getByText('P. 8').waitFor();
      await each.locator('td[data-pick="2"] .name').getByText('P. 9').waitFor();
      await each.locator('td[data-pick="1"] .owner:visible').getByText('Team 2').waitFor();
      await each.locator('td[data-pick="7"]').getByText('Forfeited').waitFor();
    }
    // The teams change places; what was settled goes with them, and is changed as it now stands.
    await reorderSlots(stage.database.pool, draft.draftId, [...draft.teamIds].reverse(), draft.commissioner);
    await page.locator('td[data-pick="3"] .name').getByText('P. 8').waitFor();
    await open();
    expect(await dialog.getByLabel('Keepers 1: team').locator('option:checked').textContent()).toBe('Team 2');
    await dialog.getByRole('button', { name: 'Keepers 1: remove' }).click();
    await save();
    for (const each of [page, other]) {
      await each.locator('td[data-pick="2"].open').waitFor();
      await each.locator('td[data-pick="3"] .name').getByText('P. 8').waitFor();
    }
    await page.getByRole('button', { name: 'Start the draft' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start the draft' }).click();
    await other.locator('td.current[data-pick="1"]').waitFor();
    await stage.untilSameBoard(other, draft.draftId);
    expect(await page.getByRole('button', { name: 'Keepers and trades' }).count()).toBe(0);
  });

  it('is another name of their own, on their pages and for others', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 1 });
    const page = await stage.page(managerId(draft, 1), 'manager 1');
    const rename = async (from: string, to: string) => {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByText(`Signed in as ${from}`).waitFor();
      await page.getByRole('button', { name: 'Change my name' }).click();
      const dialog = page.getByRole('dialog', { name: 'Change my name' });
      await dialog.getByLabel('The name that others see').fill(to);
      await dialog.getByRole('button', { name: 'Change my name' }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await page.goto('/');
    await page.getByText('Your drafts').waitFor();
    await rename('Manager 1', 'Zoë');
    await page.locator('.topbar').getByText('Zoë').waitFor();
    await page.goto(`/d/${draft.draftId}`);
    await page.locator('.stage.mine').waitFor();
    await rename('Zoë', 'Zoe');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByText('Signed in as Zoe').waitFor();
    const boss = await stage.page(commissionerId(draft), 'commissioner');
    await boss.goto(`/l/${draft.leagueId}`);
    await boss.getByText('Zoe').first().waitFor();
  });

  it('is a league whose names change, whose drafts are put away, brought back and deleted', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 1 });
    const db = stage.database.pool;
    await cancelDraft(db, draft.draftId, draft.commissioner);
    const page = await stage.page(commissionerId(draft), 'commissioner');
    const choose = async (about: string, what: string) => {
      await page.getByRole('button', { name: `More about ${about}`, exact: true }).click();
      await page.getByRole('button', { name: what, exact: true }).click();
    };
    const rename = async (what: string, to: string) => {
      const dialog = page.getByRole('dialog', { name: what });
      await dialog.getByRole('textbox').fill(to);
      await dialog.getByRole('button', { name: what }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await page.goto(`/l/${draft.leagueId}`);
    await choose('League', 'Rename the league');
    await rename('Rename the league', 'Night League');
    await page.getByRole('heading', { name: 'Night League' }).waitFor();
    await choose('Team 1', 'Rename the team');
    await rename('Rename the team', 'Owls');
    await page.getByText('Owls').waitFor();
    await choose('the draft Night League', 'Rename the draft');
    await rename('Rename the draft', 'First night');
    await choose('the draft First night', 'Put away');
    await page.getByRole('dialog').getByRole('button', { name: 'Put away' }).click();
    await page.getByText('1 draft put away').click();
    await choose('the draft First night', 'Bring back');
    await page.getByRole('dialog').getByRole('button', { name: 'Bring back' }).click();
    await page.getByText('1 draft put away').waitFor({ state: 'detached' });
    // Nothing is put away any more, and nothing says where it would be.
    await page.goto('/');
    await page.getByRole('link', { name: 'Night League' }).first().waitFor();
    expect(await page.getByText('Put away', { exact: true }).count()).toBe(0);
    await page.goto(`/l/${draft.leagueId}`);
    await choose('Night League', 'Put away');
    await page.getByRole('dialog').getByRole('button', { name: 'Put away' }).click();
    await page.getByText('2 teams · put away').waitFor();
    await page.goto('/');
    await page.getByText('No leagues yet.').waitFor();
    await page.getByText('Put away', { exact: true }).click();
    await page.getByRole('link', { name: 'Night League' }).waitFor();
  });

  it('is what waits for somebody, on the first page: picks first, then invitations by league', async () => {
    const draft = await stage.newDraft({ teams: 3, rounds: 2 });
    const one = await stage.page(managerId(draft, 1), 'manager 1');
    await one.goto('/');
    const needs = one.getByRole('region', { name: 'What waits for you' });
    await needs.getByText('Team 1 is on the clock').waitFor();
    await needs.getByRole('link', { name: 'Go to the room' }).click();
    await one.locator('.stage.mine').waitFor();
    const [, second = '', third = ''] = draft.teamIds;
    for (const teamId of [second, third]) {
      await stage.database.pool.query('update app_public.teams set manager_id = null where id = $1', [
        teamId,
      ]);
      await createInvitation(stage.database.pool, {
        ...{ teamId, hash: hashOf(newSecret()), actor: draft.commissioner },
      });
    }
    const boss = await stage.page(commissionerId(draft), 'commissioner');
    await boss.goto('/');
    await boss.getByText('League has 2 invitations nobody has followed yet').waitFor();
    // In the order of their names, and numbers in them by size.
    await stage.database.pool.query(`update app_public.teams set name = 'Team 10' where id = $1`, [second]);
    await boss.reload();
    await boss.getByText('Team 3, Team 10').waitFor();
  });

  it('is a ranking: by a typed place, by pasted names, kept by the service', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2 });
    const page = await stage.page(managerId(draft, 1), 'manager 1');
    await page.goto('/rankings');
    const rows = page.locator('.player.ranked');
    await rows.first().waitFor();
    await page.getByLabel('Place of Player 5', { exact: true }).fill('1');
    await page.getByLabel('Place of Player 5', { exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Paste names' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('1. PLAYER 7, RB\nNobody Known\n2. Player 3');
    await page.getByRole('button', { name: 'Put them on top' }).click();
    await page.getByText('1 name is not among these players: Nobody Known').waitFor();
    await page.getByRole('button', { name: 'Save my ranking' }).click();
    await page.getByText('Saved. It counts').waitFor();
    await page.reload();
    await rows.first().waitFor();
    const first = await rows.locator('.name').allTextContents();
    expect(first.slice(0, 4)).toEqual(['Player 7', 'Player 3', 'Player 5', 'Player 1']);
    await page.getByRole('button', { name: 'Use the order of the pool again' }).click();
    await page.getByText('The order of the pool: you have no ranking').waitFor();
  });

  it('is a draft over days: its deadline in two zones, and what happened meanwhile', async () => {
    const draft = await stage.newDraft({
      ...{ teams: 2, rounds: 3, secondsPerPick: 28_800 },
      time: {
        quietHours: {
          ...{ zone: 'America/New_York', picks: 'ALLOWED' },
          windows: [{ weekdays: ['SUNDAY'], from: '02:00', to: '03:00' }],
        },
      },
    });
    const page = await stage.page(managerId(draft, 2), 'manager 2');
    await page.goto(`/d/${draft.draftId}`);
    await page.locator('.until').getByText('in New York').waitFor();
    await page.goto('/');
    await page.getByText('Your drafts').waitFor();
    // Six minutes ago.
    await page.evaluate(`localStorage.setItem('draft-seen', localStorage.getItem('draft-seen')
      .replace(/"at":(\\d+)/g, (_, at) => '"at":' + (at - 360_000)))`);
    const { draftId, players, commissioner: actor } = draft;
    await applyPick(stage.database.pool, {
      ...{ kind: 'MANUAL', draftId, pickNumber: 1, playerId: players[0] ?? 0, actor },
    });
    await page.goto(`/d/${draft.draftId}`);
    await page.getByText(/Since you were here .*: 1 pick/).click();
    await page.locator('.away li').getByText('Team 1 took Player 1 with pick 1').waitFor();
    await page.getByRole('button', { name: 'Got it' }).click();
    await page.locator('.away').waitFor({ state: 'detached' });
    await page.locator('.log .unread').first().waitFor();
  });

  it('is how the service picks for a team, by options drawn from their schema', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 3 });
    const page = await stage.page(managerId(draft, 1), 'manager 1');
    await page.goto(`/d/${draft.draftId}`);
    await page.getByRole('button', { name: 'How the service picks for you' }).click();
    await page.getByRole('radio', { name: 'Position plan' }).click();
    await page.getByRole('group', { name: 'Plan' }).getByRole('textbox').fill('QB\nRB, WR');
    await page.getByRole('group', { name: 'Caps' }).getByLabel('TE').fill('1');
    await page.getByRole('group', { name: 'Never' }).getByRole('textbox').fill('player 3');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved. It counts').waitFor();
    const { rows } = await stage.database.pool.query(
      `select strategy, options - 'never' as options from app_public.team_strategies where draft_id = $1`,
      [draft.draftId],
    );
    expect(rows).toEqual([
      { strategy: 'position_plan', options: { plan: [['QB'], ['RB', 'WR']], caps: { TE: 1 } } },
    ]);
    // What it would do is suggested at once: the first quarterback.
    await page.locator('.suggestion b').getByText('Player 5', { exact: true }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'How the service picks for you' }).click();
    expect(await page.getByRole('group', { name: 'Never' }).getByRole('textbox').inputValue()).toBe(
      'Player 3',
    );
  });
});

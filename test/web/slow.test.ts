import { describe, expect, it } from 'vitest';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { commissionerId, managerId, type Stage, useStage } from './support/stage.ts';

const EVERY_DAY = [
  ...(['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const),
];
const MONTH = 2_592_000;

describe.skipIf(CHROMIUM === null)('the clock of a slow draft', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  it('says until when it runs, and that quiet hours are in that time', async () => {
    const draft = await stage.newDraft({
      ...{ teams: 2, rounds: 2, secondsPerPick: 28_800 },
      time: {
        quietHours: {
          ...{ zone: 'Europe/Berlin', picks: 'ALLOWED' },
          // Whenever it starts, some of them are within eight hours.
          windows: ['00:00', '06:00', '12:00', '18:00'].map((from) => ({
            ...{ weekdays: EVERY_DAY, from, to: from.replace(':00', ':30') },
          })),
        },
      },
    });
    const page = await stage.page(managerId(draft, 1), 'manager 1');
    await page.goto(`/d/${draft.draftId}`);
    await page
      .locator('.until')
      .getByText(/until .*, quiet hours included/)
      .waitFor();
  });

  it('says nothing of quiet hours in a draft that has none', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2, secondsPerPick: 28_800 });
    const page = await stage.page(managerId(draft, 1), 'manager 1');
    await page.goto(`/d/${draft.draftId}`);
    await page.locator('.until').waitFor();
    expect(await page.getByText('quiet hours included').count()).toBe(0);
    // A minute more would be nothing there.
    const boss = await stage.page(commissionerId(draft), 'commissioner');
    await boss.goto(`/d/${draft.draftId}`);
    await boss.getByRole('button', { name: 'Add 60 minutes' }).click();
    await boss.locator('.log').getByText('Team 1 has 60 minutes more').waitFor();
  });

  it('counts nothing down where the draft waits for each team, on no page', async () => {
    const draft = await stage.newDraft({
      ...{ teams: 2, rounds: 2, secondsPerPick: MONTH },
      time: { atZero: 'WAIT' },
    });
    const page = await stage.page(managerId(draft, 1), 'manager 1');
    for (const path of [`/d/${draft.draftId}`, `/d/${draft.draftId}/tv`]) {
      await page.goto(path);
      await page.locator('.stage .digits').getByText('No clock').waitFor();
      expect(await page.locator('.until').count()).toBe(0);
    }
    const boss = await stage.page(commissionerId(draft), 'commissioner');
    await boss.goto(`/d/${draft.draftId}`);
    await boss.getByRole('button', { name: 'Skip', exact: true }).waitFor();
    expect(await boss.getByRole('button', { name: /^Add|^Reset the clock/ }).count()).toBe(0);
    await page.goto('/');
    const needs = page.getByRole('region', { name: 'What waits for you' });
    await needs.getByText('Team 1 is on the clock').waitFor();
    expect(await needs.getByText('until').count()).toBe(0);
  });

  it('shows days where many are left', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 2, secondsPerPick: MONTH });
    const page = await stage.page(managerId(draft, 1), 'manager 1');
    await page.goto(`/d/${draft.draftId}`);
    await page.getByTestId('countdown').getByText('30 days').waitFor();
  });
});

import { describe, expect, it } from 'vitest';
import { createUser } from '../../src/database/leagues.ts';
import { tokenFor } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { newWebhook } from '../support/relay.ts';
import { until } from '../support/until.ts';
import { violations } from './support/axe.ts';
import { CHROMIUM } from './support/browser.ts';
import { type Stage, useStage } from './support/stage.ts';

describe.skipIf(CHROMIUM === null)("the operator's page", () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  it('shows how the service is to an operator, and does what the runbook says', async () => {
    const { pool } = stage.database;
    const token = await tokenFor(await createUser(pool, 'Operator'), { isOperator: true });
    const draft = await newDraft(pool, { secondsPerPick: 3_600 });
    const endpointId = await newWebhook(pool, 'https://example.org/hook', draft.leagueId);
    await pool.query(
      `update app_public.endpoints set open_until = now() + interval '1 hour', failures = 5, failing_since = now(),
         last_error = 'It answered with HTTP 500.' where id = $1`,
      [endpointId],
    );
    await pool.query(
      `update app_public.drafts set attempt_count = 3, last_error = 'nobody knows why' where id = $1`,
      [draft.draftId],
    );
    const page = await stage.page(null, 'operator');
    await page.goto(`${stage.api.url}/operator`);
    await page.getByLabel('Token of an operator').fill(token);
    await page.getByRole('button', { name: 'Show the service' }).click();
    await page.getByText('nobody knows why').waitFor();
    await page.getByText('It answered with HTTP 500.').waitFor();
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: /^Drain / }).click();
    await page.getByText('ALIVE, drained').waitFor();
    await page.getByRole('button', { name: 'Close the breaker' }).click();
    await page.getByText('It answered with HTTP 500.').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await until(async () => {
      const { rows } = await pool.query(`select from app_public.drafts where id = $1 and state = 'PAUSED'`, [
        draft.draftId,
      ]);
      return rows.length === 1 ? true : undefined;
    });
  });

  it('shows nothing to anybody else, and says why', async () => {
    const token = await tokenFor(await createUser(stage.database.pool, 'Somebody'));
    const page = await stage.page(null, 'somebody');
    await page.goto(`${stage.api.url}/operator`);
    await page.getByLabel('Token of an operator').fill(token);
    await page.getByRole('button', { name: 'Show the service' }).click();
    await page.getByRole('alert').getByText('Only an operator of the service may do this.').waitFor();
    expect(await page.getByText('Worker processes').count()).toBe(0);
    await page.getByRole('button', { name: 'Give another token' }).click();
    await page.getByLabel('Token of an operator').waitFor();
  });
});

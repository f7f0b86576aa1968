import { describe, expect, it } from 'vitest';
import { createUser } from '../../src/database/leagues.ts';
import { ask, tokenFor } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();

const NUMBERS = `query ($s: Datetime, $u: Datetime) { numbers(since: $s, until: $u) { since until
  drafts { opened completed running cancelled abandoned rolledBackDrafts rollbacks undonePicks corrections clocksRunOut autopilotsAfterMisses }
  sources { source picks share } rounds { round picks timedPicks medianSeconds p90Seconds medianReach nearRankShare }
  minutes { minute picks drafts } } }`;

describe('numbers through the API', () => {
  it('are those of the last 30 days where nothing is said, for operators alone', async () => {
    await newDraft(database.pool, { teams: 2 });
    const person = await createUser(database.pool, 'Ann');
    const operator = await tokenFor(person, { isOperator: true });
    const { data, errors } = await ask(api.url, NUMBERS, {}, operator);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ numbers: { drafts: { opened: 1, running: 1 }, sources: [] } });
    const past = { s: '2020-01-01T00:00:00Z', u: '2020-02-01T00:00:00+02:00' };
    expect((await ask(api.url, NUMBERS, past, operator)).data).toMatchObject({
      numbers: { drafts: { opened: 0 } },
    });
    for (const [token, code] of [
      [undefined, 'NOT_SIGNED_IN'],
      [await tokenFor(person), 'NOT_OPERATOR'],
    ] as const) {
      const refused = await ask(api.url, NUMBERS, {}, token);
      expect(refused.errors).toMatchObject([{ extensions: { code } }]);
      expect(refused.data).toEqual({ numbers: null });
    }
    expect((await ask(api.url, NUMBERS, { s: 'soon' }, operator)).errors).toMatchObject([
      { extensions: { code: 'INPUT_INVALID' } },
    ]);
  });
});

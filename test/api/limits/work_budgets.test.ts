import { expect, it } from 'vitest';
import { type Payer, WorkBudgets } from '../../../src/api/limits/work_budgets.ts';

const SOMEBODY: Payer = { address: '192.0.2.1', person: 'somebody', isNobody: false };

it('many pieces of work of less than a millisecond are counted as what they are together', async () => {
  const budgets = new WorkBudgets({ perPerson: 10, perAddress: 1_000 });
  for (let times = 0; times < 24; times += 1) budgets.charge(SOMEBODY, 0.4);
  expect(await budgets.refusal(SOMEBODY)).toBeNull();
  budgets.charge(SOMEBODY, 0.4);
  expect(await budgets.refusal(SOMEBODY)).toMatchObject({
    ...{ code: 'TOO_MANY_REQUESTS', numbers: { what: 'milliseconds of work', limit: 10 } },
  });
});

it('what somebody changes is taken from a budget of its own, a quarter of that for reading', async () => {
  const budgets = new WorkBudgets({ perPerson: 10, perAddress: 1_000 });
  const changes: Payer = { ...SOMEBODY, isChange: true };
  budgets.charge(SOMEBODY, 10);
  expect(await budgets.refusal(changes)).toBeNull();
  budgets.charge(changes, 2.5);
  expect(await budgets.refusal(changes)).toMatchObject({ numbers: { limit: 2.5 } });
});

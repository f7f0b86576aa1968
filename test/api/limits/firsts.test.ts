import { expect, it } from 'vitest';
import { Firsts } from '../../../src/api/limits/firsts.ts';

it('of a thousand who need the same done one does it, and the next one where it failed', async () => {
  const firsts = new Firsts<string>();
  let done = false;
  let tries = 0;
  const ask = () =>
    firsts.run(
      'same',
      () => done,
      async () => {
        tries += 1;
        await Promise.resolve();
        if (tries === 1) throw new Error('refused');
        done = true;
        return 'did it';
      },
    );
  const answers = await Promise.allSettled(Array.from({ length: 1_000 }, ask));
  expect(tries).toBe(2);
  expect(answers.slice(0, 2)).toEqual([
    { status: 'rejected', reason: new Error('refused') },
    { status: 'fulfilled', value: 'did it' },
  ]);
  expect(new Set(answers.slice(2).map((answer) => 'value' in answer && answer.value))).toEqual(
    new Set([null]),
  );
});

it('what is not the same waits for nothing', async () => {
  const firsts = new Firsts<string>();
  const { promise, resolve } = Promise.withResolvers<string>();
  const slow = firsts.run(
    'one',
    () => false,
    () => promise,
  );
  expect(
    await firsts.run(
      'other',
      () => false,
      async () => 'at once',
    ),
  ).toBe('at once');
  resolve('later');
  expect(await slow).toBe('later');
});

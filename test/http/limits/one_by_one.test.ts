import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { OneByOne } from '../../../src/http/limits/one_by_one.ts';

it('large requests of one address come one after the other, and those of others meanwhile', async () => {
  const large = new OneByOne();
  const come: string[] = [];
  const enter = (address: string, name: string) => {
    const stay = new EventEmitter();
    const entered = large.turn(address, stay).then(() => come.push(name));
    return { entered, leave: () => stay.emit('close') };
  };
  const first = enter('a', 'first');
  const second = enter('a', 'second');
  const third = enter('a', 'third');
  const other = enter('b', 'other');
  await Promise.all([first.entered, other.entered]);
  expect(come).toEqual(['first', 'other']);
  // It gave up while it waited.
  second.leave();
  first.leave();
  await second.entered;
  await third.entered;
  expect(come).toEqual(['first', 'other', 'second', 'third']);
});

it('a large request that is not answered takes a second of the others, and no more', async () => {
  const large = new OneByOne();
  await large.turn('a', new EventEmitter());
  const began = performance.now();
  await large.turn('a', new EventEmitter());
  expect(performance.now() - began).toBeGreaterThan(900);
});

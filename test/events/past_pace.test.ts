import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { PastPace } from '../../src/events/past_pace.ts';

const COST_MS = 2;
const EVENTS = 50;
const FOLLOWERS = 4;

function work(): void {
  const until = performance.now() + COST_MS;
  while (performance.now() < until);
}

it('leaves the thread to others every few milliseconds, however many events of the past are taken by whomever', async () => {
  const pace = new PastPace();
  const taken: number[] = [];
  let isOver = false;
  const follow = async (who: number) => {
    for (let events = 0; events < EVENTS; events += 1) {
      await pace.turn();
      // What is made of an event is a chain of promises as well.
      for (let steps = 0; steps < 10; steps += 1) await null;
      work();
      taken.push(who);
    }
  };
  const others = (async () => {
    let most = 0;
    while (!isOver) {
      const before = taken.length;
      await turnOfTheLoop();
      most = Math.max(most, taken.length - before);
    }
    return most;
  })();
  await Promise.all(Array.from({ length: FOLLOWERS }, (_, who) => follow(who)));
  isOver = true;
  expect(taken).toHaveLength(FOLLOWERS * EVENTS);
  expect(await others).toBeLessThanOrEqual(3);
  // By turns: nobody waits for all events of another one.
  expect(new Set(taken.slice(0, FOLLOWERS)).size).toBe(FOLLOWERS);
});

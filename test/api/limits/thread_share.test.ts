import { describe, expect, it } from 'vitest';
import { ThreadShare } from '../../../src/api/limits/thread_share.ts';
import { refusal } from '../../support/refusal.ts';
import { holdThread } from '../../support/thread.ts';

/** Whether the thread came back to its event loop so many times. */
async function turnsOfLoop(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('work that waits for the thread', () => {
  it('gets its share of the time and no more, however many addresses ask', async () => {
    const thread = new ThreadShare();
    const began = performance.now();
    const pieces = 12;
    await Promise.all(
      Array.from({ length: pieces }, async (_, address) => {
        await thread.turn('ofPeople', `address ${address}`);
        holdThread(10);
      }),
    );
    // Five times as long as each piece but the last: the first is begun at once.
    expect(performance.now() - began).toBeGreaterThan((pieces - 1) * 60 + 10);
  });

  it('is done one piece at a time, and other things between two of them', async () => {
    const thread = new ThreadShare();
    const order: string[] = [];
    const piece = async (name: string) => {
      await thread.turn('known', 'address');
      order.push(name);
      holdThread(0.1);
    };
    const both = Promise.all([piece('first'), piece('second')]);
    await turnsOfLoop(1);
    order.push('other');
    await both;
    expect(order).toEqual(['first', 'other', 'second']);
  });

  it('of one address waits for that of others, not they for all of it', async () => {
    const thread = new ThreadShare();
    const done: string[] = [];
    const piece = async (address: string) => {
      await thread.turn('ofPeople', address);
      done.push(address);
      holdThread(1);
    };
    await Promise.all([...Array.from({ length: 20 }, () => piece('greedy')), piece('honest')]);
    // Behind one piece that was begun, and the one whose turn was next.
    expect(done.indexOf('honest')).toBeLessThan(3);
  });

  it('of another kind does not wait for it', async () => {
    const thread = new ThreadShare();
    await thread.turn('large', 'address');
    holdThread(50);
    const began = performance.now();
    const isNext = thread.turn('large', 'address').then(() => 'large');
    const first = await Promise.race([isNext, thread.turn('known', 'address').then(() => 'known')]);
    expect(first).toBe('known');
    await isNext;
    // Twenty times as long as the first one took.
    expect(performance.now() - began).toBeGreaterThan(950);
  });

  it('is refused where a hundred pieces of its address wait already', async () => {
    const thread = new ThreadShare();
    const waiting = Array.from({ length: 101 }, () => thread.turn('known', 'greedy'));
    const { code, numbers } = await refusal(thread.turn('known', 'greedy'));
    expect([code, numbers['limit']]).toEqual(['TOO_MANY_REQUESTS', 100]);
    await thread.turn('known', 'honest');
    // The answer to what is done already waits as long as it has to.
    await thread.turn('known', 'greedy', false);
    await Promise.all(waiting);
  });

  it('that is small waits for that of its address alone', async () => {
    const thread = new ThreadShare();
    const began = performance.now();
    const done: string[] = [];
    const piece = async (address: string) => {
      await thread.turnOfSmall(address);
      done.push(address);
      holdThread(10);
    };
    await Promise.all([piece('greedy'), piece('greedy'), piece('greedy'), piece('honest')]);
    expect(done.indexOf('honest')).toBeLessThan(2);
    // Twice as long as each of the first two took.
    expect(performance.now() - began).toBeGreaterThan(3 * 10 + 2 * 20 - 5);
  });
});

import { describe, expect, it } from 'vitest';
import { sharedResult } from '../../src/api/shared_subscriptions.ts';
import type { LiveEvent } from '../../src/events/live_event.ts';

type Subscription = Parameters<typeof sharedResult>[1];

/** A subscriber whose attempts to work a result out are counted; one who left is refused. */
function subscriber(executed: string[], name: string, hasLeft: boolean): Subscription {
  async function* results() {
    executed.push(name);
    await new Promise((resolve) => setImmediate(resolve));
    yield hasLeft ? { errors: [new Error('left')] } : { data: { by: name } };
  }
  const args = { subscribe: async () => results(), contextValue: { waiting: { isOver: () => hasLeft } } };
  const subscription = { topic: 'a draft', question: 'the same', args, asNobody: () => ({}) };
  return subscription as unknown as Subscription;
}

describe('a result that many wait for', () => {
  it('is worked out once more, not by each of them, where whoever worked it out left', async () => {
    const event = { draftId: 'a draft' } as LiveEvent;
    const executed: string[] = [];
    const waiting = ['first', 'second', 'third', 'fourth', 'fifth'].map((name) =>
      sharedResult(event, subscriber(executed, name, name === 'first' || name === 'second')),
    );
    const [first, second, ...others] = await Promise.allSettled(waiting);
    expect([first?.status, second?.status]).toEqual(['rejected', 'rejected']);
    expect(others.map((other) => other.status === 'fulfilled' && other.value.data)).toEqual(
      others.map(() => ({ by: 'third' })),
    );
    expect(executed).toEqual(['first', 'second', 'third']);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../scene.ts';

const PICKED_WITHIN_MS = 5_000;

/** A pick is committed, and its client gets no answer: the connection ends. */
export const loseReply: Fault = {
  name: 'reply lost',
  counted: 'replies lost',
  inject: ({ fleet, signal }, random) =>
    fleet.withOne(random, null, signal, async (victim) => {
      const lost = Promise.withResolvers<boolean>();
      const giveUp = victim.proxy.loseReplyToPick(lost.resolve);
      const isLost = await Promise.race([lost.promise, sleep(PICKED_WITHIN_MS, false)]);
      giveUp();
      return isLost ? { what: victim.name } : null;
    }),
};

import { setTimeout as sleep } from 'node:timers/promises';
import type { PastTurn } from '../../events/hub_options.ts';
import { Turns } from './turns.ts';

/** A read that took longer than this, in milliseconds, was of large events, or the process is busy: then there is a rest, so many times as long. */
const SHORT_MS = 10;
const REST = 4;
/** A read that the database let wait holds up nobody else's for longer, and no process that ends. */
const LONGEST_REST_MS = 500;

/**
 * Has reads of past events take turns: so many at once of an address, and of all. Whoever reads much of a draft whose events are large keeps
 * the thread busy with them; after each such read others have it for several times as long.
 */
export function pastReads(atOnce: number): PastTurn {
  const ofOne = new Turns({ what: 'past events at once', atOnce, mostWaiting: 0 });
  const ofAll = new Turns({ what: 'past events at once', atOnce, mostWaiting: 0 });
  const patiently = { isRefusable: false };
  return (address, read) =>
    new Promise((resolve, reject) => {
      const readAndRest = async () => {
        const began = performance.now();
        await read().then(resolve, reject);
        const took = performance.now() - began;
        if (took > SHORT_MS) await sleep(Math.min(REST * took, LONGEST_REST_MS), undefined, { ref: false });
      };
      ofOne.run(address, () => ofAll.run('', readAndRest, patiently), patiently).catch(reject);
    });
}

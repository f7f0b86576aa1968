import { between, oneOf, type Random } from '../chaos/random.ts';
import type { Model } from './model.ts';
import { anyPick, anySlot, momentFor, openPick } from './people.ts';
import { chance, randomChange } from './setup.ts';
import type { Deed, Step } from './step.ts';

const DEEDS = [undo, force, force, settings, settings, trade] as const;

/** What a commissioner does beside single trades, corrections and rollbacks: undoes, has the service pick, changes rules, trades several. */
export function nextMending(model: Model, random: Random, now: number): Step {
  const make = oneOf(random, DEEDS) ?? undo;
  return { ...make(model, random, now), at: momentFor(model, random, now, model.due()) };
}

function undo(): Deed {
  return { kind: 'undo' };
}

/** Most of the time the pick on the clock. */
function force(model: Model, random: Random): Deed {
  const pickNumber = chance(random, 0.8) ? model.current : null;
  return { kind: 'force', pickNumber: pickNumber ?? anyPick(model, random) };
}

function settings(model: Model, random: Random, now: number): Deed {
  return { kind: 'settings', change: randomChange(random, model.setup, now) };
}

/** Several cells, one of them named twice now and then. */
function trade(model: Model, random: Random): Deed {
  const trades = Array.from({ length: Math.floor(between(random, 2, 5)) }, () => ({
    ...{ pickNumber: openPick(model, random), slot: anySlot(model, random) },
  }));
  const once = new Map(trades.map((each) => [each.pickNumber, each]));
  return { kind: 'trade', trades: chance(random, 0.9) ? [...once.values()] : trades };
}

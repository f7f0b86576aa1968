import { between, oneOf, type Random } from '../chaos/random.ts';
import type { Model } from './model.ts';
import { chance, seconds } from './setup.ts';
import type { Deed, Step } from './step.ts';
import { SECOND } from './time.ts';

/** What may happen next, and how often in a hundred; each answers null where it makes no sense now. */
const HABITS: readonly (readonly [weight: number, make: (model: Model, random: Random) => Deed | null])[] = [
  [46, (model, random) => picksFor(model, random, model.current)],
  [6, (model, random) => picksFor(model, random, skippedOne(model, random))],
  [3, wrongPick],
  [4, () => ({ kind: 'pause' })],
  [5, () => ({ kind: 'resume' })],
  [3, (model) => (model.current === null ? null : { kind: 'skip', pickNumber: model.current })],
  [4, (_, random) => ({ kind: 'addTime', amount: seconds(random, -60, 60) || SECOND })],
  [3, () => ({ kind: 'reset' })],
  [8, switches],
  [0.3, () => ({ kind: 'cancel' })],
];

const DEEDS: typeof HABITS = [
  [3, (model, random) => ({ kind: 'rollBack', toPick: anyPick(model, random) })],
  [
    3,
    (model, random) => ({
      kind: 'correct',
      pickNumber: anyPick(model, random),
      playerId: anybody(model, random),
    }),
  ],
  [
    2,
    (model, random) => ({ kind: 'swap', pickNumber: anyPick(model, random), other: anyPick(model, random) }),
  ],
  [
    4,
    (model, random) => ({
      kind: 'trade',
      trades: [{ pickNumber: openPick(model, random), slot: anySlot(model, random) }],
    }),
  ],
];

/** What happens next to a draft that was last touched at a time. People act before the clock does, most of the time. */
export function nextStep(model: Model, random: Random, now: number): Step {
  const due = model.due();
  // Nobody comes: the clock acts, on time or somewhat late.
  if (due !== null && chance(random, 0.2)) {
    const late = chance(random, 0.6) ? 0 : seconds(random, 0.001, 3);
    return { kind: 'ring', at: Math.max(due + late, now) };
  }
  const deed = deedOf(model, random);
  return { ...deed, at: momentFor(model, random, now, due) };
}

/** When people act: before zero, at zero to the microsecond, in the grace or just after it; any time where no clock runs. */
export function momentFor(model: Model, random: Random, now: number, due: number | null): number {
  if (due === null) return now + seconds(random, 0, chance(random, 0.1) ? 40_000 : 120);
  const end = Math.max(due, now);
  if (chance(random, 0.05)) return end;
  if (chance(random, 0.03)) return end + 1;
  if (model.deadline !== null && model.deadline > now && chance(random, 0.05)) return model.deadline;
  return now + Math.floor((end - now) * random() * random());
}

function deedOf(model: Model, random: Random): Deed {
  // Nobody leaves a draft paused for good.
  if (model.state === 'PAUSED' && chance(random, 0.4)) return { kind: 'resume' };
  const habits = [...HABITS, ...DEEDS];
  const whole = habits.reduce((sum, [weight]) => sum + weight, 0);
  for (;;) {
    let drawn = between(random, 0, whole);
    const habit = habits.find(([weight]) => {
      drawn -= weight;
      return drawn < 0;
    });
    const deed = habit?.[1](model, random);
    if (deed) return deed;
  }
}

/** A manager picks with a pick of theirs, or the commissioner in their place. */
function picksFor(model: Model, random: Random, pickNumber: number | null): Deed | null {
  if (pickNumber === null) return null;
  const { owner } = model.cell(pickNumber);
  return {
    kind: 'pick',
    by: chance(random, 0.15) ? 0 : owner,
    pickNumber,
    playerId: fitting(model, random, owner),
  };
}

function skippedOne(model: Model, random: Random): number | null {
  const skipped = model.cells.flatMap((cell, index) =>
    cell.isSkipped && cell.playerId === null ? index + 1 : [],
  );
  return oneOf(random, skipped) ?? null;
}

/** Anybody picks anything. */
function wrongPick(model: Model, random: Random): Deed {
  const playerId = anybody(model, random);
  return {
    kind: 'pick',
    by: Math.floor(between(random, 0, model.teams.length + 1)),
    pickNumber: anyPick(model, random),
    playerId,
  };
}

function switches(model: Model, random: Random): Deed {
  const slot = anySlot(model, random);
  const on = !model.team(slot).autopilot;
  return { kind: 'autopilot', slot, on: chance(random, 0.9) ? on : !on, by: chance(random, 0.3) ? 0 : slot };
}

export function anyPick(model: Model, random: Random): number {
  return Math.floor(between(random, 1, model.cells.length + 1));
}

export function openPick(model: Model, random: Random): number {
  const open = model.cells.flatMap(({ playerId }, index) => (playerId === null ? index + 1 : []));
  return chance(random, 0.3) && model.current !== null
    ? model.current
    : (oneOf(random, open) ?? anyPick(model, random));
}

export function anySlot(model: Model, random: Random): number {
  return Math.floor(between(random, 1, model.teams.length + 1));
}

/** One of the better players, taken or not. */
function anybody(model: Model, random: Random): number {
  return oneOf(random, [...model.players.keys()].slice(0, model.cells.length + 10)) ?? 0;
}

/** One of the better players who are free and fit. */
function fitting(model: Model, random: Random, slot: number): number {
  for (let tries = 0; tries < 20; tries += 1) {
    const playerId = anybody(model, random);
    if (!model.isTaken(playerId) && model.fits(slot, playerId)) return playerId;
  }
  return anybody(model, random);
}

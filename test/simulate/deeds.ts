import { mend } from './mend.ts';
import type { Choose, Model } from './model.ts';
import { type Opinion, opine } from './opinions.ts';
import { changeRules } from './rules.ts';
import type { Step } from './step.ts';
import { quietUntil, SECOND } from './time.ts';

/** Never less than this is left of a clock that time was taken from. */
const LEAST_LEFT = 5 * SECOND;

/** Does it, where the rules allow it. Answers why they do not, all reasons that there are; none where it is done. */
export function act(model: Model, step: Step, choose: Choose): string[] {
  const { at } = step;
  switch (step.kind) {
    case 'ring':
      return ring(model, at, choose, step.meanwhile);
    case 'pick':
      return pick(model, step);
    case 'autopilot':
      return switchByHand(model, step);
    case 'pause':
      if (model.state === 'PAUSED') return [];
      if (model.state !== 'IN_PROGRESS') return ['ILLEGAL_TRANSITION'];
      model.pause(at);
      return [];
    case 'resume':
      return resume(model, at);
    case 'skip':
      return skip(model, step);
    case 'addTime': {
      if (!isOnClock(model)) return ['DRAFT_NOT_IN_PROGRESS'];
      const left = model.left(at);
      const floor = step.amount < 0 ? Math.min(left, LEAST_LEFT) : LEAST_LEFT;
      const time = Math.max(left + step.amount, floor);
      // There was nothing to take.
      if (time === left) return [];
      if (model.state === 'IN_PROGRESS') model.charge(at);
      return restart(model, at, time);
    }
    case 'reset':
      if (!isOnClock(model)) return ['DRAFT_NOT_IN_PROGRESS'];
      if (isWhole(model)) return [];
      model.held = null;
      giveBankBack(model);
      return restart(model, at, model.onClock().cell.time);
    case 'cancel':
      if (!isOnClock(model)) return ['ILLEGAL_TRANSITION'];
      model.end('CANCELLED');
      return [];
    case 'force':
      return force(model, step, choose);
    case 'settings':
      return changeRules(model, step);
    case 'queue':
    case 'ranking':
    case 'strategy':
    case 'status':
      return opine(model, step);
    default:
      return mend(model, step);
  }
}

/**
 * What the clock does when its alarm rings, again and again until nothing is due. What a team says between the choice and the pick counts:
 * the choice is made anew. What is told of a player does not undo it.
 */
function ring(model: Model, at: number, choose: Choose, meanwhile?: Opinion): string[] {
  if (meanwhile && meanwhile.kind !== 'status') opine(model, meanwhile);
  let isTold = meanwhile?.kind !== 'status';
  for (let due = model.due(); due !== null && due <= at; due = model.due()) {
    expire(model, at, choose);
    if (!isTold && meanwhile) opine(model, meanwhile);
    isTold = true;
  }
  if (!isTold && meanwhile) opine(model, meanwhile);
  return [];
}

/** What the clock does once. */
function expire(model: Model, at: number, choose: Choose): void {
  if (model.nextPause !== null && model.nextPause <= (model.actsAt ?? at)) {
    model.pause(model.nextPause);
    return;
  }
  const { cell, team } = model.onClock();
  const pickNumber = model.current ?? 0;
  const isMiss = !team.autopilot;
  const { atZero } = model.rulesOf(pickNumber);
  if (isMiss && !cell.isSkipped && atZero === 'WAIT') {
    miss(model, at);
    model.stopClock();
    model.overtimeSince = at;
    model.version += 1;
    return;
  }
  if (!isMiss) model.charge(at);
  const misses = isMiss ? miss(model, at) : 0;
  if (isMiss && !cell.isSkipped && atZero === 'SKIP') {
    cell.isSkipped = true;
  } else {
    model.take(pickNumber, choose(pickNumber, model), isMiss ? 'AUTO' : 'AUTOPILOT', null);
  }
  goOn(model, pickNumber, at, misses);
}

/** The clock of the team on the clock ran out. Answers how many did in a row. */
function miss(model: Model, at: number): number {
  const { team } = model.onClock();
  model.charge(at);
  if (!model.isPlain) team.misses += 1;
  return team.misses;
}

/** The pick is made or passed over: the next one comes on the clock, and what follows from that. */
function goOn(model: Model, done: number, at: number, misses: number): void {
  const { owner, playerId } = model.cell(done);
  const { autopilotAfterMisses: most } = model.rulesOf(done);
  // The turn of a pick that was passed over is over, and so is what held for it.
  if (playerId === null) model.held = null;
  model.version += 1;
  model.moveOn(at);
  if (model.state !== 'IN_PROGRESS') return;
  if (most !== null && misses >= most) switchAutopilot(model, { at, slot: owner, on: true, isBack: false });
  model.pauseBefore(done, at);
}

function pick(model: Model, { at, by, pickNumber, playerId }: Extract<Step, { kind: 'pick' }>): string[] {
  const cell = model.cell(pickNumber);
  const { nights, increment } = model.rulesOf(pickNumber);
  if (cell.playerId === playerId && cell.by === by) return [];
  const makesUp = cell.isSkipped && pickNumber !== model.current;
  const holds: [boolean, string][] = [
    [by !== 0 && by !== cell.owner, 'NOT_YOUR_TEAM'],
    [cell.playerId !== null, 'PICK_ALREADY_MADE'],
    [cell.isForfeited, 'PICK_FORFEITED'],
    [model.state !== 'IN_PROGRESS', 'DRAFT_NOT_IN_PROGRESS'],
    [model.nextPause !== null && model.nextPause <= at, 'DRAFT_NOT_IN_PROGRESS'],
    [pickNumber !== model.current && !makesUp, 'PICK_NOT_ON_CLOCK'],
    [nights?.refusesPicks === true && quietUntil(at, nights) !== null, 'QUIET_HOURS'],
    [!makesUp && model.actsAt !== null && at > model.actsAt, 'DEADLINE_PASSED'],
    [model.isTaken(playerId), 'PLAYER_TAKEN'],
    [!model.fits(cell.owner, playerId), 'PLAYER_DOES_NOT_FIT'],
  ];
  const refused = holds.flatMap(([isSo, code]) => (isSo ? code : []));
  if (refused.length > 0) return refused;
  const team = model.team(cell.owner);
  model.take(pickNumber, playerId, by === 0 ? 'COMMISSIONER' : 'MANUAL', by);
  team.misses = 0;
  if (makesUp) {
    model.version += 1;
    return [];
  }
  model.charge(at);
  if (model.deadline !== null && at <= model.deadline) team.bank += increment;
  goOn(model, pickNumber, at, 0);
  return [];
}

/** The service picks now: that is no miss, and earns nothing. */
function force(model: Model, { at, pickNumber }: Extract<Step, { kind: 'force' }>, choose: Choose): string[] {
  const cell = model.cell(pickNumber);
  if (cell.source === 'FORCED') return [];
  const { nights } = model.rulesOf(pickNumber);
  const holds: [boolean, string][] = [
    [cell.playerId !== null, 'PICK_ALREADY_MADE'],
    [cell.isForfeited, 'PICK_FORFEITED'],
    [model.state !== 'IN_PROGRESS', 'DRAFT_NOT_IN_PROGRESS'],
    [model.nextPause !== null && model.nextPause <= at, 'DRAFT_NOT_IN_PROGRESS'],
    [pickNumber !== model.current, 'PICK_NOT_ON_CLOCK'],
    [nights?.refusesPicks === true && quietUntil(at, nights) !== null, 'QUIET_HOURS'],
  ];
  const refused = holds.flatMap(([isSo, code]) => (isSo ? code : []));
  if (refused.length > 0) return refused;
  model.charge(at);
  model.take(pickNumber, choose(pickNumber, model), 'FORCED', null);
  goOn(model, pickNumber, at, 0);
  return [];
}

function switchByHand(model: Model, { at, by, slot, on }: Extract<Step, { kind: 'autopilot' }>): string[] {
  if (by !== 0 && by !== slot) return ['NOT_YOUR_TEAM'];
  if (!isOnClock(model)) return ['DRAFT_NOT_IN_PROGRESS', 'DRAFT_OVER', 'ILLEGAL_TRANSITION'];
  const team = model.team(slot);
  if (team.autopilot === on) return [];
  switchAutopilot(model, { at, slot, on, isBack: !on && by === slot && !model.isPlain && !team.cameBack });
  return [];
}

interface Switch {
  readonly at: number;
  readonly slot: number;
  readonly on: boolean;
  /** A manager who is back, for the first time. */
  readonly isBack: boolean;
}

/** A team on the clock is picked for at once, or gets a fresh clock where its manager is back. */
function switchAutopilot(model: Model, { at, slot, on, isBack }: Switch): void {
  const team = model.team(slot);
  const runs =
    model.state === 'IN_PROGRESS' &&
    (model.overtimeSince !== null || (model.actsAt !== null && model.actsAt > at));
  const restarts = runs && model.onClock().cell.owner === slot && (on || isBack);
  if (restarts) model.charge(at);
  team.autopilot = on;
  if (!on) team.misses = 0;
  if (restarts) {
    team.cameBack ||= isBack;
    model.startClock(at);
  }
  model.version += 1;
}

function resume(model: Model, at: number): string[] {
  if (model.state === 'IN_PROGRESS') return [];
  if (model.state !== 'PAUSED') return ['ILLEGAL_TRANSITION'];
  const left = model.remaining;
  const isReset = model.rulesOf(model.current).resume === 'RESET';
  if (isReset) giveBankBack(model);
  model.startClock(at, isReset ? null : left);
  model.planPause(at);
  model.version += 1;
  return [];
}

function skip(model: Model, { at, pickNumber }: Extract<Step, { kind: 'skip' }>): string[] {
  const cell = model.cell(pickNumber);
  if (!isOnClock(model)) return ['DRAFT_NOT_IN_PROGRESS'];
  if (cell.playerId !== null) return ['PICK_ALREADY_MADE'];
  if (cell.isForfeited) return ['PICK_FORFEITED', 'PICK_FIXED'];
  if (cell.isSkipped && pickNumber !== model.current) return [];
  if (model.state !== 'IN_PROGRESS') return ['DRAFT_NOT_IN_PROGRESS'];
  if (pickNumber !== model.current) return ['PICK_NOT_ON_CLOCK'];
  if (cell.isSkipped) return ['PICK_SKIPPED_BEFORE'];
  model.charge(at);
  cell.isSkipped = true;
  goOn(model, pickNumber, at, 0);
  return [];
}

/** The clock of the pick on the clock is another one; a paused draft keeps it. */
function restart(model: Model, at: number, time: number): string[] {
  model.version += 1;
  if (model.state === 'PAUSED') model.remaining = time;
  else model.startClock(at, time);
  return [];
}

/** The bank of the team on the clock is as it was when its pick came on the clock. */
function giveBankBack(model: Model): void {
  const { team } = model.onClock();
  team.bank = model.bankBefore ?? team.bank;
}

/** Whether a paused draft keeps the whole clock of its pick, by the settings as they are now. */
function isWhole(model: Model): boolean {
  const { cell, team } = model.onClock();
  const isHeld = model.held?.pickNumber === model.current;
  return (
    model.state === 'PAUSED' &&
    !isHeld &&
    model.remaining === cell.time &&
    team.bank === (model.bankBefore ?? team.bank)
  );
}

function isOnClock({ state }: Model): boolean {
  return state === 'IN_PROGRESS' || state === 'PAUSED';
}

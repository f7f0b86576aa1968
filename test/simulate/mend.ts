import { fill, type Model, type ModelCell, type TeamTimes } from './model.ts';
import type { Step, Trade } from './step.ts';

/** What a commissioner mends: rollbacks, corrections, trades. */
export function mend(
  model: Model,
  step: Extract<Step, { kind: 'rollBack' | 'undo' | 'correct' | 'swap' | 'trade' }>,
): string[] {
  if (model.state === 'CANCELLED') return ['ILLEGAL_TRANSITION', 'BOARD_CLOSED'];
  switch (step.kind) {
    case 'rollBack':
      return rollBack(model, step.toPick);
    case 'undo':
      return undo(model, step.at);
    case 'correct':
      return correct(model, step.pickNumber, step.playerId);
    case 'swap':
      return swap(model, step.pickNumber, step.other);
    case 'trade':
      return trade(model, step);
  }
}

function rollBack(model: Model, toPick: number): string[] {
  const target = model.cell(toPick);
  if (target.source === 'KEEPER' || target.isForfeited) return ['PICK_FIXED', 'PICK_FORFEITED'];
  const undone = model.cells
    .slice(toPick - 1)
    .filter((cell) => cell.source !== 'KEEPER' && (cell.playerId !== null || cell.isSkipped));
  if (undone.length === 0) return ['NOTHING_TO_UNDO'];
  for (const cell of undone) {
    empty(cell);
    cell.isSkipped = false;
  }
  const before = model.cameOn.get(toPick) ?? [];
  for (const pickNumber of [...model.cameOn.keys()]) if (pickNumber > toPick) model.cameOn.delete(pickNumber);
  model.cameOnLast.set(toPick, before);
  stopAtNextOpen(model, before);
  return [];
}

function empty(cell: ModelCell): void {
  Object.assign(cell, { playerId: null, source: null, by: null });
}

/** The draft waits for its next open cell, with a whole pick clock, and with banks and misses as they were. */
function stopAtNextOpen(model: Model, before: TeamTimes): void {
  for (const [index, times] of before.entries()) Object.assign(model.team(index + 1), times);
  model.held = null;
  model.stopClock();
  model.current = model.nextOpen();
  const { cell, team } = model.onClock();
  const bankBefore = model.isPlain ? null : team.bank;
  Object.assign(model, { state: 'PAUSED', remaining: cell.time, bankBefore, nextPause: null });
  model.version += 1;
}

/** The last pick is undone, whoever made it. One that made up a skipped cell leaves the clock to whom it runs for. */
function undo(model: Model, at: number): string[] {
  const last = model.made.findLast((pickNumber) => model.cell(pickNumber).playerId !== null);
  if (last === undefined) return ['NOTHING_TO_UNDO'];
  const target = model.cell(last);
  if (!target.isSkipped) return rollBack(model, last);
  const { current } = model;
  const keepsClock = current !== null && (!model.cell(current).isSkipped || current < last);
  empty(target);
  if (!keepsClock) {
    stopAtNextOpen(model, model.cameOnLast.get(last) ?? []);
    return [];
  }
  if (model.state === 'IN_PROGRESS') model.charge(at);
  const remaining = model.left(at);
  model.stopClock();
  Object.assign(model, { state: 'PAUSED', remaining, nextPause: null });
  model.version += 1;
  return [];
}

function correct(model: Model, pickNumber: number, playerId: number): string[] {
  const cell = model.cell(pickNumber);
  if (cell.playerId === null) return ['PICK_OPEN', 'PICK_FORFEITED'];
  if (cell.playerId === playerId) return [];
  if (model.isTaken(playerId)) return ['PLAYER_TAKEN'];
  if (!model.fits(cell.owner, playerId, [cell.playerId])) return ['PLAYER_DOES_NOT_FIT'];
  fill(cell, playerId, cell.source === 'KEEPER' ? 'KEEPER' : 'COMMISSIONER', 0);
  model.version += 1;
  return [];
}

function swap(model: Model, pickNumber: number, otherNumber: number): string[] {
  const [one, other] = [model.cell(pickNumber), model.cell(otherNumber)];
  if (one.playerId === null || other.playerId === null) return ['PICK_OPEN', 'PICK_FORFEITED'];
  if (one === other) return [];
  const [first, second] = [one.playerId, other.playerId];
  const leaves = [first, second];
  // Of one team nothing but the order changes.
  const fits =
    one.owner === other.owner ||
    (model.fits(one.owner, second, leaves) && model.fits(other.owner, first, leaves));
  if (!fits) return ['PLAYER_DOES_NOT_FIT'];
  fill(one, second, one.source === 'KEEPER' ? 'KEEPER' : 'COMMISSIONER', 0);
  fill(other, first, other.source === 'KEEPER' ? 'KEEPER' : 'COMMISSIONER', 0);
  model.version += 1;
  return [];
}

function trade(model: Model, { at, trades }: Extract<Step, { kind: 'trade' }>): string[] {
  const moving = trades.filter(({ pickNumber, slot }) => model.cell(pickNumber).owner !== slot);
  const numbers = trades.map(({ pickNumber }) => pickNumber);
  const cells = moving.map(({ pickNumber }) => model.cell(pickNumber));
  const isOnTheClock = moving.some(({ pickNumber }) => pickNumber === model.current);
  const holds: [boolean, string][] = [
    [new Set(numbers).size < numbers.length, 'TRADE_INVALID'],
    [cells.some(({ playerId }) => playerId !== null), 'PICK_ALREADY_MADE'],
    [cells.some(({ isForfeited }) => isForfeited), 'PICK_FIXED'],
    [isOnTheClock && model.actsAt !== null && at > model.actsAt, 'DEADLINE_PASSED'],
    [hasTooMany(model, moving), 'ROSTER_TOO_SMALL'],
  ];
  const refused = holds.flatMap(([isSo, code]) => (isSo ? code : []));
  if (refused.length > 0 || moving.length === 0) return refused;
  const runs = isOnTheClock && model.state === 'IN_PROGRESS';
  if (runs) model.charge(at);
  const left = model.left(at);
  for (const { pickNumber, slot } of moving) model.cell(pickNumber).owner = slot;
  model.version += 1;
  if (!isOnTheClock) return [];
  const { team } = model.onClock();
  if (!model.isPlain) model.bankBefore = team.bank;
  // In overtime nothing is left but what the new owner has.
  if (runs && (model.overtimeSince === null || team.autopilot || team.bank > 0)) model.startClock(at, left);
  return [];
}

/** Whether a team that gets something would have more cells than seats. */
function hasTooMany({ cells, setup }: Model, moving: readonly Trade[]): boolean {
  const seats = setup.roster.reduce((sum, kind) => sum + kind.seats, 0);
  const ownerAfter = (cell: ModelCell, index: number) =>
    moving.find(({ pickNumber }) => pickNumber === index + 1)?.slot ?? cell.owner;
  return moving.some(({ slot }) => {
    const picks = cells.filter((cell, index) => !cell.isForfeited && ownerAfter(cell, index) === slot);
    return picks.length > seats;
  });
}

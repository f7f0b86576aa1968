import { fill, type Model } from './model.ts';
import type { Step } from './step.ts';

/** What a commissioner mends: rollbacks, corrections, trades. */
export function mend(
  model: Model,
  step: Extract<Step, { kind: 'rollBack' | 'correct' | 'swap' | 'trade' }>,
): string[] {
  if (model.state === 'CANCELLED') return ['ILLEGAL_TRANSITION', 'BOARD_CLOSED'];
  switch (step.kind) {
    case 'rollBack':
      return rollBack(model, step.toPick);
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
  for (const cell of undone)
    Object.assign(cell, { playerId: null, source: null, by: null, isSkipped: false });
  const before = model.cameOn.get(toPick) ?? [];
  for (const [index, time] of before.entries()) Object.assign(model.team(index + 1), time);
  for (const pickNumber of [...model.cameOn.keys()]) if (pickNumber > toPick) model.cameOn.delete(pickNumber);
  model.stopClock();
  model.current = model.nextOpen();
  const { cell, team } = model.onClock();
  Object.assign(model, { state: 'PAUSED', remaining: cell.time, bankBefore: team.bank, nextPause: null });
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

function trade(model: Model, { at, pickNumber, slot }: Extract<Step, { kind: 'trade' }>): string[] {
  const cell = model.cell(pickNumber);
  if (cell.owner === slot) return [];
  const isOnTheClock = pickNumber === model.current;
  const seats = model.setup.roster.reduce((sum, kind) => sum + kind.seats, 0);
  const cellsOfTeam = model.cells.filter(({ owner, isForfeited }) => owner === slot && !isForfeited).length;
  const holds: [boolean, string][] = [
    [cell.playerId !== null, 'PICK_ALREADY_MADE'],
    [cell.isForfeited, 'PICK_FORFEITED'],
    [cell.isForfeited, 'PICK_FIXED'],
    [isOnTheClock && model.actsAt !== null && at > model.actsAt, 'DEADLINE_PASSED'],
    [cellsOfTeam + 1 > seats, 'ROSTER_TOO_SMALL'],
  ];
  const refused = holds.flatMap(([isSo, code]) => (isSo ? code : []));
  if (refused.length > 0) return refused;
  const runs = isOnTheClock && model.state === 'IN_PROGRESS';
  if (runs) model.charge(at);
  const left = model.left(at);
  cell.owner = slot;
  model.version += 1;
  if (!isOnTheClock) return [];
  const { team } = model.onClock();
  model.bankBefore = team.bank;
  // In overtime nothing is left but what the new owner has.
  if (runs && (model.overtimeSince === null || team.autopilot || team.bank > 0)) model.startClock(at, left);
  return [];
}

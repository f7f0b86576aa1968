import { buildBoard } from '../../src/draft/board.ts';
import { draftLimits, fits } from '../../src/draft/roster_limits.ts';
import { type Random, randomFrom } from '../chaos/random.ts';
import { act } from './deeds.ts';
import { type Choose, Model } from './model.ts';
import { type Played, plotOf } from './play.ts';
import { playersOf, positionsOf } from './pools.ts';
import type { Setup } from './setup.ts';
import { choiceDifferences } from './strategies.ts';
import { SECOND } from './time.ts';
import { whom } from './whom.ts';

/**
 * Plays the draft of a seed by the rules alone, and compares what they say of boards, rosters and of whom the service takes with what
 * `src/draft` and `src/strategy` say; and whatever happens, the draft has to stay one that can be.
 */
export function playPure(seed: number): Played {
  const { setup, steps, next } = plotOf(seed, true);
  const model = new Model(setup, seed);
  const judge = rosterJudge(setup);
  const random = randomFrom(seed);
  const differences = boardDifferences(model);
  const choose: Choose = (pickNumber) => {
    const taken = whom(model, pickNumber);
    differences.push(...choiceDifferences(model, pickNumber, taken));
    if (!taken) throw new Error(`Nobody fits for pick ${pickNumber} of the draft of seed ${seed}`);
    return taken.playerId;
  };
  while (differences.length === 0) {
    const step = next(model);
    if (!step) break;
    act(model, step, choose);
    differences.push(...impossible(model), ...judge(model, random));
  }
  return { setup, steps, differences };
}

function boardDifferences({ setup, cells }: Model): string[] {
  const { order, rounds, teams, secondsByRound, trades, keepers, forfeits } = setup;
  const board = buildBoard(
    {
      ...{ order, rounds, tradedPicks: trades, forfeits },
      secondsPerPick: 0,
      secondsPerPickByRound: Object.fromEntries(
        secondsByRound.map((time, index) => [index + 1, time / SECOND]),
      ),
      keepers: keepers.map(({ rank, ...keeper }) => ({ ...keeper, playerId: rank })),
    },
    teams,
  );
  return board.flatMap((cell, index) => {
    const told = cells[index];
    const isSame =
      told?.round === cell.round &&
      told.slot === cell.slot &&
      told.owner === cell.owner &&
      told.time === Math.round(cell.seconds * SECOND) &&
      told.isForfeited === cell.isForfeited &&
      (told.source === 'KEEPER' ? told.playerId : null) === cell.keeper;
    return isSame
      ? []
      : [`pick ${index + 1}: the rules say ${JSON.stringify(told)}, the board ${JSON.stringify(cell)}`];
  });
}

/** Compares whether somebody fits with the limits that the service counts by. */
function rosterJudge({ roster, teams, pool, positionMaximums }: Setup) {
  const players = playersOf(pool);
  const seats = roster.reduce((sum, slot) => sum + slot.seats, 0);
  const limits = draftLimits(roster, positionMaximums, positionsOf(pool));
  return (model: Model, random: Random): string[] => {
    const slot = Math.floor(random() * teams) + 1;
    const candidate = players[Math.floor(random() * players.length)];
    const mine = model.cells.flatMap(({ owner, playerId }) => {
      const player = owner === slot && playerId !== null ? model.players.get(playerId) : undefined;
      return player ? [player.positions] : [];
    });
    if (!candidate || mine.length >= seats) return [];
    const [rules, counted] = [model.fits(slot, candidate.id), fits(limits, mine, candidate.positions)];
    return rules === counted
      ? []
      : [`${candidate.positions} for slot ${slot}: the rules say ${rules}, the limits ${counted}`];
  };
}

/** What no draft may be. */
function impossible(model: Model): string[] {
  const { state, current, clockEndsAt, deadline, actsAt, overtimeSince, remaining, teams, cells } = model;
  const taken = cells.flatMap(({ playerId }) => playerId ?? []);
  const holds: [boolean, string][] = [
    [new Set(taken).size === taken.length, 'a player is on the board twice'],
    [
      (model.nextOpen() === null) === (state === 'COMPLETED') || state === 'CANCELLED',
      `it is ${state} with an open cell, or without`,
    ],
    [
      (current !== null) === (state === 'IN_PROGRESS' || state === 'PAUSED'),
      `pick ${current} is on the clock of a draft that is ${state}`,
    ],
    [
      current === null || current === model.nextOpen(),
      `pick ${current} is on the clock, and another is next`,
    ],
    [
      (state === 'IN_PROGRESS') === (actsAt !== null || overtimeSince !== null),
      'no clock runs, or one too many',
    ],
    [
      (clockEndsAt ?? 0) <= (deadline ?? 0) && (deadline ?? 0) <= (actsAt ?? 0),
      'the instants are out of order',
    ],
    [(state === 'PAUSED') === (remaining !== null) && (remaining ?? 0) >= 0, `${remaining} is left`],
    [teams.every(({ bank, misses }) => bank >= 0 && misses >= 0), 'a bank is overdrawn'],
  ];
  return holds.flatMap(([isSo, what]) => (isSo ? [] : [what]));
}

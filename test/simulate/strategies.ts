import { LimitCounter } from '../../src/draft/limit_counter.ts';
import { draftLimits } from '../../src/draft/roster_limits.ts';
import { chooseFor } from '../../src/orchestrator/choose_pick.ts';
import { FreePlayers } from '../../src/orchestrator/free_players.ts';
import { leaving } from '../../src/strategy/fitting.ts';
import { strategyNamed } from '../../src/strategy/registry.ts';
import type { Player, StrategyContext } from '../../src/strategy/strategy.ts';
import type { Model } from './model.ts';
import { nameOf, positionsOf } from './pools.ts';
import { picksUntilNext, type Taken } from './whom.ts';

/** How the choice of src/strategy differs from whom the rules say; none where it does not. */
export function choiceDifferences(model: Model, pickNumber: number, expected: Taken | null): string[] {
  const { owner } = model.cell(pickNumber);
  const { name, options } = model.team(owner).taste ?? model.setup.taste;
  // Which ranking counts is read with the draft.
  const { ranking, ...others } = options;
  const found: string[] = [];
  const choice = chooseFor(
    { strategy: name, options: JSON.stringify(others) },
    contextOf(model, pickNumber),
    strategyNamed,
    (objection) => found.push(`pick ${pickNumber}: strategy ${name} ${objection}`),
  );
  if (choice?.playerId !== expected?.playerId || choice?.strategy !== expected?.decided)
    found.push(
      `pick ${pickNumber} by ${name}: the rules take ${expected?.playerId} (${expected?.decided}), the strategy ${choice?.playerId} (${choice?.strategy})`,
    );
  return found;
}

function contextOf(model: Model, pickNumber: number): StrategyContext {
  const { setup, cells, seed } = model;
  const { owner, round } = model.cell(pickNumber);
  const { queue, rankings, taste } = model.team(owner);
  const ranked = [...model.players.values()].map(
    (player): Player => ({
      ...player,
      ...{ name: nameOf(player.id), rank: player.id, proTeam: null },
      status: model.statuses.get(player.id) ?? 'ACTIVE',
    }),
  );
  const positions = positionsOf(setup.pool);
  const places = new Map(ranked.map(({ id }, place) => [id, place]));
  const available = new FreePlayers({ positions, statusVersion: 0, ranked, places });
  const roster: Player[] = [];
  for (const cell of cells) {
    if (cell.playerId === null) continue;
    const player = available.take(cell.playerId);
    if (cell.owner === owner) roster.push(player);
  }
  const seats = setup.roster;
  const limits = draftLimits(seats, setup.positionMaximums, positions);
  return {
    ...{
      pickNumber,
      round,
      rounds: setup.rounds,
      teams: setup.teams,
      slot: owner,
      seed,
      queue,
      roster,
      limits,
    },
    picksLeft: cells.filter((cell) => cell.owner === owner && cell.playerId === null).length,
    picksUntilNext: picksUntilNext(model, pickNumber),
    rosterSlots: seats,
    ranking: (taste?.options.ranking && rankings.other) ?? rankings.default ?? [],
    available,
    fits: leaving(LimitCounter.of(limits), roster),
  };
}

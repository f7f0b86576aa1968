import { DraftError } from './errors.ts';
import type { Place } from './order.ts';

/** A cell that another team owns: round and slot of the cell, and the slot of its owner. */
export interface TradedPick extends Place {
  readonly owner: number;
}

/**
 * A player whom a team keeps, and the cell that they cost: `slot` is that of the team, `round` and `cellSlot` are those of the cell.
 * Without `cellSlot` it is the team's own cell of the round.
 */
export interface Keeper {
  readonly slot: number;
  readonly playerId: number;
  readonly round: number;
  readonly cellSlot?: number;
}

/** What of a draft's settings says whose the cells are, and which are done when it opens. */
export interface CellSettings {
  readonly rounds: number;
  readonly tradedPicks: readonly TradedPick[];
  /** None where they are left out. */
  readonly keepers?: readonly Keeper[];
  /** Cells that are never filled; none where they are left out. */
  readonly forfeits?: readonly Place[];
}

/** A text that stands for a cell. */
export function keyOf({ round, slot }: Place): string {
  return `${round}/${slot}`;
}

/** The cell that a keeper costs. */
export function cellOfKeeper({ slot, round, cellSlot = slot }: Keeper): Place {
  return { round, slot: cellSlot };
}

/** Says whose a cell is: the slot of its owner. */
export function ownersOf(tradedPicks: readonly TradedPick[]): (cell: Place) => number {
  const owners = new Map(tradedPicks.map((trade) => [keyOf(trade), trade.owner]));
  return (cell) => owners.get(keyOf(cell)) ?? cell.slot;
}

/** How many players each team has in the end, in slot order: one a round, what trades moved, and none where a cell was forfeited. */
export function cellsOfTeams(teams: number, { rounds, tradedPicks, forfeits = [] }: CellSettings): number[] {
  const cells = Array.from({ length: teams }, () => rounds);
  const add = (slot: number, count: number) => {
    cells[slot - 1] = (cells[slot - 1] ?? 0) + count;
  };
  for (const { slot, owner } of tradedPicks) {
    add(slot, -1);
    add(owner, 1);
  }
  const ownerOf = ownersOf(tradedPicks);
  for (const cell of forfeits) add(ownerOf(cell), -1);
  return cells;
}

/** Refuses trades, forfeits and keepers that no board of so many teams can have: TRADE_INVALID, FORFEIT_INVALID, KEEPER_INVALID, NOTHING_TO_DRAFT. */
export function checkCells(settings: CellSettings, teams: number): void {
  const { rounds, tradedPicks, keepers = [], forfeits = [] } = settings;
  const exists = ({ round, slot }: Place) => isOneOf(round, rounds) && isOneOf(slot, teams);
  checkTrades(tradedPicks, { exists, rounds, teams });
  const forfeited = new Set<string>();
  for (const { round, slot } of forfeits) {
    const cell = { round, slot };
    if (!exists(cell))
      throw new DraftError('FORFEIT_INVALID', { ...cell, problem: noSuchCell(rounds, teams) });
    if (forfeited.has(keyOf(cell)))
      throw new DraftError('FORFEIT_INVALID', { ...cell, problem: 'it is named twice' });
    forfeited.add(keyOf(cell));
  }
  checkKeepers(keepers, { exists, ownerOf: ownersOf(tradedPicks), forfeited, rounds, teams });
  const done = keepers.length + forfeits.length;
  if (done >= teams * rounds) throw new DraftError('NOTHING_TO_DRAFT', { picks: teams * rounds });
}

function checkTrades(
  tradedPicks: readonly TradedPick[],
  { exists, rounds, teams }: Pick<KnownCells, 'exists' | 'rounds' | 'teams'>,
): void {
  const traded = new Set<string>();
  for (const { round, slot, owner } of tradedPicks) {
    const cell = { round, slot };
    const problem = !exists(cell)
      ? noSuchCell(rounds, teams)
      : !isOneOf(owner, teams)
        ? `there is no owner in slot ${owner}; name one from 1 to ${teams}`
        : owner === slot
          ? `the team of slot ${owner} has it without a trade; name another owner, or leave it out`
          : traded.has(keyOf(cell))
            ? 'it is named twice; name each pick once'
            : null;
    if (problem !== null) throw new DraftError('TRADE_INVALID', { ...cell, owner, problem });
    traded.add(keyOf(cell));
  }
}

interface KnownCells {
  readonly exists: (cell: Place) => boolean;
  readonly ownerOf: (cell: Place) => number;
  readonly forfeited: ReadonlySet<string>;
  readonly rounds: number;
  readonly teams: number;
}

function checkKeepers(keepers: readonly Keeper[], cells: KnownCells): void {
  const costs = new Map<string, Keeper>();
  const kept = new Map<number, Keeper>();
  for (const keeper of keepers) {
    const cell = cellOfKeeper(keeper);
    const problem = problemOfCell(keeper, cell, cells);
    if (problem !== null) throw keeperInvalid(keeper, problem);
    const other = costs.get(keyOf(cell));
    if (other)
      throw keeperInvalid(keeper, `it costs the same pick as the keeper with player ${other.playerId}`);
    const twice = kept.get(keeper.playerId);
    if (twice) throw keeperInvalid(keeper, `the player is kept already, by the team of slot ${twice.slot}`);
    costs.set(keyOf(cell), keeper);
    kept.set(keeper.playerId, keeper);
  }
}

function problemOfCell({ slot }: Keeper, cell: Place, cells: KnownCells): string | null {
  if (!isOneOf(slot, cells.teams)) return `the draft has no slot ${slot}; name one from 1 to ${cells.teams}`;
  if (!cells.exists(cell)) return noSuchCell(cells.rounds, cells.teams);
  const owner = cells.ownerOf(cell);
  if (owner !== slot)
    return `the pick belongs to the team of slot ${owner}${owner === cell.slot ? '' : ', by a trade'}`;
  return cells.forfeited.has(keyOf(cell)) ? 'the pick is forfeited' : null;
}

/** A keeper is refused: who, for which cell, and why. `player`: their name, where it is known. */
export function keeperInvalid(keeper: Keeper, problem: string, player?: string): DraftError {
  const { round, slot: cellSlot } = cellOfKeeper(keeper);
  const { slot, playerId } = keeper;
  return new DraftError('KEEPER_INVALID', {
    ...{ slot, round, cellSlot, playerId, problem },
    ...(player === undefined ? {} : { player }),
  });
}

function noSuchCell(rounds: number, teams: number): string {
  return `the board has no such pick; name a round from 1 to ${rounds} and a slot from 1 to ${teams}`;
}

function isOneOf(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

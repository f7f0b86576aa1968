import type { CellSettings } from './cells.ts';

/**
 * The settings of a draft whose teams sit in another order: what they say of a team goes with it, as `seat_teams` of the database has it.
 * @param slots by the slot that a team had, from the first one: the one that it gets
 */
export function withSeats<Settings extends CellSettings>(
  settings: Settings,
  slots: readonly number[],
): Settings {
  const moved = (slot: number) => slots[slot - 1] ?? slot;
  const { tradedPicks, keepers = [], forfeits = [] } = settings;
  return {
    ...settings,
    tradedPicks: tradedPicks.map((trade) => ({
      ...trade,
      slot: moved(trade.slot),
      owner: moved(trade.owner),
    })),
    keepers: keepers.map(({ cellSlot, ...keeper }) => ({
      ...keeper,
      slot: moved(keeper.slot),
      ...(cellSlot === undefined ? {} : { cellSlot: moved(cellSlot) }),
    })),
    forfeits: forfeits.map((cell) => ({ ...cell, slot: moved(cell.slot) })),
  };
}

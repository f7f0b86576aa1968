import { slotOfPick } from './order.ts';
import type { DraftSettings } from './settings.ts';

/** One cell of the board: its place, the slot of the team that owns it, and its clock in seconds. */
export interface Cell {
  readonly pickNumber: number;
  readonly round: number;
  readonly slot: number;
  readonly owner: number;
  readonly seconds: number;
}

/** The settings that the board is laid out from. */
export type BoardSettings = Pick<
  DraftSettings,
  'order' | 'rounds' | 'secondsPerPick' | 'secondsPerPickByRound' | 'tradedPicks'
>;

/** The whole board of a draft of so many teams, by pick number. A traded pick stays in its place and changes its owner. */
export function buildBoard(settings: BoardSettings, teams: number): Cell[] {
  const owners = new Map(settings.tradedPicks.map(({ round, slot, owner }) => [`${round}/${slot}`, owner]));
  return Array.from({ length: teams * settings.rounds }, (_, index) => {
    const pickNumber = index + 1;
    const { round, slot } = slotOfPick(settings.order, teams, pickNumber);
    return {
      pickNumber,
      round,
      slot,
      owner: owners.get(`${round}/${slot}`) ?? slot,
      seconds: settings.secondsPerPickByRound[round] ?? settings.secondsPerPick,
    };
  });
}

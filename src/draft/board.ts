import { cellOfKeeper, keyOf, ownersOf } from './cells.ts';
import { slotOfPick } from './order.ts';
import type { DraftSettings } from './settings.ts';

/**
 * One cell of the board: its place, the slot of the team that owns it, its clock in seconds, and what it is when the draft opens: made by
 * the player who is kept there, by id, or forfeited, or else open.
 */
export interface Cell {
  readonly pickNumber: number;
  readonly round: number;
  readonly slot: number;
  readonly owner: number;
  readonly seconds: number;
  readonly keeper: number | null;
  readonly isForfeited: boolean;
}

/** The settings that the board is laid out from. */
export type BoardSettings = Pick<
  DraftSettings,
  'order' | 'rounds' | 'secondsPerPick' | 'secondsPerPickByRound' | 'tradedPicks' | 'keepers' | 'forfeits'
>;

/** The whole board of a draft of so many teams, by pick number. A traded pick stays in its place and changes its owner. */
export function buildBoard(settings: BoardSettings, teams: number): Cell[] {
  const ownerOf = ownersOf(settings.tradedPicks);
  const kept = new Map(
    (settings.keepers ?? []).map((keeper) => [keyOf(cellOfKeeper(keeper)), keeper.playerId]),
  );
  const forfeited = new Set((settings.forfeits ?? []).map(keyOf));
  return Array.from({ length: teams * settings.rounds }, (_, index) => {
    const pickNumber = index + 1;
    const place = slotOfPick(settings.order, teams, pickNumber);
    return {
      pickNumber,
      ...place,
      owner: ownerOf(place),
      seconds: settings.secondsPerPickByRound[place.round] ?? settings.secondsPerPick,
      keeper: kept.get(keyOf(place)) ?? null,
      isForfeited: forfeited.has(keyOf(place)),
    };
  });
}

/** The cells that somebody picks for: neither kept nor forfeited. */
export function openCells(settings: BoardSettings, teams: number): Cell[] {
  return buildBoard(settings, teams).filter(({ keeper, isForfeited }) => keeper === null && !isForfeited);
}

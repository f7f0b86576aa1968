import type { PoolPlayer } from '../../../client/draft_client.ts';
import type { DraftSettingsInput } from '../../../client/operations.generated.ts';
import { settled as texts } from '../texts/settled.ts';

/** A team as the fields name it. */
export interface SettledTeam {
  readonly id: string;
  readonly name: string;
}

/** A pick of a team that is settled before a draft begins, as a row shows it. */
export interface SettledPick {
  /** Of the row. */
  readonly id: string;
  readonly teamId: string;
  /** From 1; NaN while the field is empty. */
  readonly round: number;
  /** The team that the pick was of before a trade, where that is known; null: the team's own, where it has that. */
  readonly cellTeamId: string | null;
}

/** A player whom a team keeps, for its pick of the round; null: not chosen yet. */
export interface KeeperRow extends SettledPick {
  readonly player: PoolPlayer | null;
}

/** The pick that a team has from the order of the draft is another one's. */
export interface TradeRow extends SettledPick {
  readonly toTeamId: string;
}

/** What leagues agree on about picks before the first one. */
export interface Settled {
  readonly keepers: readonly KeeperRow[];
  readonly forfeits: readonly SettledPick[];
  readonly trades: readonly TradeRow[];
}

export const NOTHING_SETTLED: Settled = { keepers: [], forfeits: [], trades: [] };

/** The same as settings of a draft have it: by slots. */
export type SettledSettings = Required<
  Pick<
    { [Key in keyof DraftSettingsInput]: NonNullable<DraftSettingsInput[Key]> },
    'keepers' | 'forfeits' | 'tradedPicks'
  >
>;

/** Rows as settings. Throws with a sentence where a team has no pick of a round that it is to give. `teams`: in draft order. */
export function settingsOfSettled(
  { keepers, forfeits, trades }: Settled,
  teams: readonly SettledTeam[],
): SettledSettings {
  const slotOf = (teamId: string) => teams.findIndex(({ id }) => id === teamId) + 1;
  const tradedPicks = trades.map(({ teamId, round, toTeamId }) => ({
    ...{ slot: slotOf(teamId), round, owner: slotOf(toTeamId) },
  }));
  const ownerOf = (round: number, slot: number) =>
    tradedPicks.find((trade) => trade.round === round && trade.slot === slot)?.owner ?? slot;
  const used = new Set<string>();
  /** The slot of a pick that the team has in that round: the one it was before, else its own, else one from a trade. */
  const take = ({ teamId, round, cellTeamId }: SettledPick): number => {
    const team = slotOf(teamId);
    const slots = teams.map((_, index) => index + 1);
    const found = [slotOf(cellTeamId ?? teamId), team, ...slots].find(
      (slot) => ownerOf(round, slot) === team && !used.has(`${round}/${slot}`),
    );
    if (found === undefined) throw new Error(texts.noPick(teams[team - 1]?.name ?? '', round));
    used.add(`${round}/${found}`);
    return found;
  };
  return {
    tradedPicks,
    keepers: keepers.map((keeper) => {
      const [slot, cellSlot] = [slotOf(keeper.teamId), take(keeper)];
      const playerId = keeper.player?.id ?? '';
      return { slot, round: keeper.round, playerId, ...(cellSlot === slot ? {} : { cellSlot }) };
    }),
    forfeits: forfeits.map((pick) => ({ slot: take(pick), round: pick.round })),
  };
}

/** What a draft has, in the shape of answers. */
interface AnsweredSettings {
  readonly keepers: readonly { slot: number; round: number; cellSlot: number | null; playerId: string }[];
  readonly forfeits: readonly { slot: number; round: number }[];
  readonly tradedPicks: readonly { slot: number; round: number; owner: number }[];
}

/** Settings as rows. `teams`: in draft order. */
export function settledOf(
  { keepers, forfeits, tradedPicks }: AnsweredSettings,
  {
    teams,
    players,
  }: { readonly teams: readonly SettledTeam[]; readonly players: ReadonlyMap<string, PoolPlayer> },
): Settled {
  const teamIn = (slot: number) => teams[slot - 1]?.id ?? '';
  const ownerOf = (round: number, slot: number) =>
    tradedPicks.find((trade) => trade.round === round && trade.slot === slot)?.owner ?? slot;
  const row = (round: number, slot: number, cellSlot: number): SettledPick => ({
    ...{ id: crypto.randomUUID(), teamId: teamIn(slot), round, cellTeamId: teamIn(cellSlot) },
  });
  return {
    keepers: keepers.map(({ slot, round, cellSlot, playerId }) => ({
      ...row(round, slot, cellSlot ?? slot),
      player: players.get(playerId) ?? null,
    })),
    forfeits: forfeits.map(({ slot, round }) => row(round, ownerOf(round, slot), slot)),
    trades: tradedPicks.map(({ slot, round, owner }) => ({
      ...row(round, slot, slot),
      toTeamId: teamIn(owner),
    })),
  };
}

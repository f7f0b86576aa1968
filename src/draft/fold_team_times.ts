import type { DraftEvent } from './events.ts';

/** Seconds, or a number of misses, by team. */
type ByTeam = Readonly<Record<string, number>>;

/** What the rules of time keep of the teams of a folded draft: banks in seconds and misses in a row. No team is named in a plain draft. */
interface TeamTimes {
  readonly teams: readonly string[];
  readonly cells: readonly { readonly pickNumber: number; readonly teamId: string }[];
  readonly banks: ByTeam;
  readonly misses: ByTeam;
}

/** The banks after an opening, which names one size for all; none in a plain draft. */
export function banksOf(teams: readonly string[], seconds: number | undefined): ByTeam {
  return seconds === undefined ? {} : Object.fromEntries(teams.map((team) => [team, seconds]));
}

/** The banks after a pause, which names the pick on the clock and not its team. */
export function pausedBank(
  { cells, banks }: TeamTimes,
  pickNumber: number,
  seconds: number | undefined,
): { banks?: ByTeam } {
  const team = cells.find((cell) => cell.pickNumber === pickNumber)?.teamId;
  return team === undefined || seconds === undefined ? {} : { banks: { ...banks, [team]: seconds } };
}

/** The banks after a change of the setting. A plain draft has none until one is set while it runs. */
export function grownBanks({ teams, cells, banks }: TeamTimes, added: number): ByTeam {
  if (cells.length === 0 || added === 0) return banks;
  return Object.fromEntries(teams.map((team) => [team, Math.max((banks[team] ?? 0) + added, 0)]));
}

/** The draft with what an event tells of the bank and the misses of its team. */
export function withTeamTime<Draft extends TeamTimes>(draft: Draft, facts: DraftEvent['data']): Draft {
  const teamId = 'teamId' in facts ? facts.teamId : null;
  const bankSeconds = 'bankSeconds' in facts ? facts.bankSeconds : undefined;
  const misses = 'misses' in facts ? facts.misses : undefined;
  if (teamId === null) return draft;
  return {
    ...draft,
    banks: bankSeconds === undefined ? draft.banks : { ...draft.banks, [teamId]: bankSeconds },
    misses: misses === undefined ? draft.misses : { ...draft.misses, [teamId]: misses },
  };
}

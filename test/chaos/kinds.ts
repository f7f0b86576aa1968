/** What a draft is like. */
export interface DraftKind {
  readonly teams: number;
  readonly rounds: number;
  readonly secondsPerPick: number;
  /** Its managers draft so that no free player fits the last seat (test/support/stand_off.ts): two teams, two rounds. */
  readonly isStandOff?: boolean;
}

/**
 * What drafts are like: small ones that end during the run, long ones, ones whose clocks are long, and ones that only a commissioner
 * can end.
 */
export const KINDS: readonly DraftKind[] = [
  { teams: 4, rounds: 6, secondsPerPick: 3 },
  { teams: 8, rounds: 10, secondsPerPick: 4 },
  { teams: 8, rounds: 12, secondsPerPick: 6 },
  { teams: 12, rounds: 15, secondsPerPick: 2 },
  { teams: 12, rounds: 15, secondsPerPick: 8 },
  { teams: 4, rounds: 8, secondsPerPick: 30 },
  { teams: 2, rounds: 2, secondsPerPick: 8, isStandOff: true },
];

import type { LeagueQuery } from '../../../../client/operations.generated.ts';

export type LeagueData = NonNullable<LeagueQuery['league']>;

/** What the parts of the page know. */
export interface LeagueProps {
  readonly league: LeagueData;
  /** Whether whoever looks runs it. */
  readonly isMine: boolean;
}

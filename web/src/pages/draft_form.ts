import type { LeagueQuery } from '../../../client/operations.generated.ts';
import { CLOCKS, type ClockName, type TimeRules } from '../rules/time_rules.ts';
import { type OrderKind, ROSTERS, type RosterName, type Seats } from './presets.ts';

export type FormLeague = NonNullable<LeagueQuery['league']>;
export type FormTeam = Pick<FormLeague['teams']['nodes'][number], 'id' | 'name' | 'managerId'>;

/** What the form of a new draft holds. */
export interface DraftForm {
  /** In draft order. */
  readonly teams: readonly FormTeam[];
  readonly kind: OrderKind;
  /** Which preset of clocks is chosen; `own` once somebody changed a rule of it. */
  readonly clock: ClockName | 'own';
  readonly rules: TimeRules;
  readonly roster: RosterName;
  readonly seats: Seats;
  readonly visibility: 'PUBLIC' | 'PRIVATE';
  /** When it opens by itself, as `datetime-local` has it; '': by a button. */
  readonly starts: string;
  /** '': the first pool there is. */
  readonly poolId: string;
}

export function newForm(teams: readonly FormTeam[]): DraftForm {
  return {
    ...{ teams, kind: 'SNAKE', clock: 'standard', rules: CLOCKS.standard(), roster: 'standard' },
    ...{ seats: ROSTERS.standard, visibility: 'PUBLIC', starts: '', poolId: '' },
  };
}

/** A section of the form: it shows the form, and changes a part of it. */
export interface SectionProps {
  readonly form: DraftForm;
  readonly change: (part: Partial<DraftForm>) => void;
}

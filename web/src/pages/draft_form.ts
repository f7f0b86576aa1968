import type { DraftSettingsInput, LeagueQuery } from '../../../client/operations.generated.ts';
import { isoOf } from '../rules/PlannedPauses.tsx';
import { CLOCKS, type ClockName, rulesSent, type TimeRules } from '../rules/time_rules.ts';
import { NOTHING_SETTLED, type Settled, settingsOfSettled } from '../settled/settled.ts';
import { type OrderKind, ROSTERS, type RosterName, reversalOf, type Seats, seatCount } from './presets.ts';

export type FormLeague = NonNullable<LeagueQuery['league']>;
export type FormTeam = Pick<FormLeague['teams']['nodes'][number], 'id' | 'name' | 'managerId'>;

/** What the form of a new draft holds. */
export interface DraftForm {
  /** '': none, people see the league's. */
  readonly name: string;
  /** In draft order. */
  readonly teams: readonly FormTeam[];
  readonly kind: OrderKind;
  /** Which preset of clocks is chosen; `own` once somebody changed a rule of it. */
  readonly clock: ClockName | 'own';
  readonly rules: TimeRules;
  /** Which preset of rosters is chosen; `own`: seats that are none of them, or are to be changed. */
  readonly roster: RosterName | 'own';
  readonly seats: Seats;
  /** At most so many players of a team play nothing but a position. */
  readonly maximums: Readonly<Record<string, number>>;
  readonly settled: Settled;
  readonly visibility: 'PUBLIC' | 'PRIVATE';
  /** When it opens by itself, as `datetime-local` has it; '': by a button. */
  readonly starts: string;
  /** '': the usual one (usual_pool.ts). */
  readonly poolId: string;
}

export function newForm(teams: readonly FormTeam[]): DraftForm {
  return {
    ...{ name: '', teams, kind: 'SNAKE', clock: 'standard', rules: CLOCKS.standard(), roster: 'standard' },
    ...{ seats: ROSTERS.standard, maximums: {}, settled: NOTHING_SETTLED },
    ...{ visibility: 'PUBLIC', starts: '', poolId: '' },
  };
}

/** A section of the form: it shows the form, and changes a part of it. */
export interface SectionProps {
  readonly form: DraftForm;
  readonly change: (part: Partial<DraftForm>) => void;
}

/** The settings as createDraft takes them: as many rounds as seats. Throws with a sentence where what is settled cannot be. */
export function settingsOf(form: DraftForm): DraftSettingsInput {
  return {
    ...rulesSent(form.rules),
    name: form.name.trim() || null,
    order: { kind: form.kind, ...reversalOf(form.kind) },
    rounds: seatCount(form.seats),
    rosterSlots: form.seats.filter(([, count]) => count > 0).map(([name, count]) => ({ name, seats: count })),
    positionMaximums: Object.entries(form.maximums).map(([position, players]) => ({ position, players })),
    ...settingsOfSettled(form.settled, form.teams),
    visibility: form.visibility,
    startsAt: isoOf(form.starts) || null,
  };
}

import type { PoolPlayer } from '../../../client/draft_client.ts';
import type { DraftSettingsInput, LeagueQuery } from '../../../client/operations.generated.ts';
import { isoOf } from '../rules/PlannedPauses.tsx';
import { CLOCKS, type ClockName, rulesSent, type TimeRules } from '../rules/time_rules.ts';
import { type OrderKind, ROSTERS, type RosterName, reversalOf, type Seats, seatCount } from './presets.ts';

export type FormLeague = NonNullable<LeagueQuery['league']>;
export type FormTeam = Pick<FormLeague['teams']['nodes'][number], 'id' | 'name' | 'managerId'>;

/** A pick of a team that nobody makes any more: it falls away, or it is what a player costs whom the team keeps. */
export interface SettledPick {
  /** Of the row in the form. */
  readonly id: string;
  readonly teamId: string;
  /** From 1; NaN while the field is empty. */
  readonly round: number;
}

/** A player whom a team keeps, for its pick of the round; null: not chosen yet. */
export interface KeeperRow extends SettledPick {
  readonly player: PoolPlayer | null;
}

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
  readonly roster: RosterName;
  readonly seats: Seats;
  /** At most so many players of a team play nothing but a position. */
  readonly maximums: Readonly<Record<string, number>>;
  readonly keepers: readonly KeeperRow[];
  readonly forfeits: readonly SettledPick[];
  readonly visibility: 'PUBLIC' | 'PRIVATE';
  /** When it opens by itself, as `datetime-local` has it; '': by a button. */
  readonly starts: string;
  /** '': the first pool there is. */
  readonly poolId: string;
}

export function newForm(teams: readonly FormTeam[]): DraftForm {
  return {
    ...{ name: '', teams, kind: 'SNAKE', clock: 'standard', rules: CLOCKS.standard(), roster: 'standard' },
    ...{ seats: ROSTERS.standard, maximums: {}, keepers: [], forfeits: [] },
    ...{ visibility: 'PUBLIC', starts: '', poolId: '' },
  };
}

/** A section of the form: it shows the form, and changes a part of it. */
export interface SectionProps {
  readonly form: DraftForm;
  readonly change: (part: Partial<DraftForm>) => void;
}

/** The settings as createDraft takes them: as many rounds as seats. */
export function settingsOf(form: DraftForm): DraftSettingsInput {
  const slotOf = (teamId: string) => form.teams.findIndex(({ id }) => id === teamId) + 1;
  const placeOf = ({ teamId, round }: SettledPick) => ({ slot: slotOf(teamId), round });
  return {
    ...rulesSent(form.rules),
    name: form.name.trim() || null,
    order: { kind: form.kind, ...reversalOf(form.kind) },
    rounds: seatCount(form.seats),
    rosterSlots: form.seats.filter(([, count]) => count > 0).map(([name, count]) => ({ name, seats: count })),
    positionMaximums: Object.entries(form.maximums).map(([position, players]) => ({ position, players })),
    keepers: form.keepers.map((keeper) => ({ ...placeOf(keeper), playerId: keeper.player?.id ?? '' })),
    forfeits: form.forfeits.map(placeOf),
    visibility: form.visibility,
    startsAt: isoOf(form.starts) || null,
  };
}

import type { PgSelectSingleStep } from 'postgraphile/@dataplan/pg';
import { constant, lambda, type Step } from 'postgraphile/grafast';
import { extendSchema } from 'postgraphile/utils';
import type { Keeper } from '../../draft/cells.ts';
import type { DraftOrder } from '../../draft/order.ts';
import type { RosterSlot } from '../../draft/roster_slots.ts';
import { TIME_PRESETS } from '../../draft/time_presets.ts';
import { settingsOutSdl } from './sdl/settings_out.ts';
import { timeSettingsSdl } from './sdl/time_settings.ts';

/** Answers the settings of a draft as they are given: what is read can be sent back to create the same draft. */
export const settingsOutPlugin: GraphileConfig.Plugin = extendSchema(({ pgResources }) => {
  const { drafts } = pgResources;
  if (!drafts) throw new Error('The schema app_public is not migrated');
  const column =
    <Kept>(name: string, told: (kept: Kept) => unknown) =>
    ($settings: PgSelectSingleStep) =>
      lambda($settings.get(name) as Step<Kept>, told, true);
  const ofDraft = (name: string) => ($settings: PgSelectSingleStep) =>
    (drafts.get({ id: $settings.get('draft_id') }) as PgSelectSingleStep).get(name);
  return {
    typeDefs: [settingsOutSdl, timeSettingsSdl],
    objects: {
      Query: { plans: { timePresets: () => constant(TIME_PRESETS) } },
      DraftSettings: {
        plans: {
          order: column('pick_order', (order: DraftOrder) => ({ fromRound: null, rounds: null, ...order })),
          secondsPerPickByRound: column('seconds_per_pick_by_round', (clocks: Record<string, number>) =>
            Object.entries(clocks).map(([round, seconds]) => ({ round: Number(round), seconds })),
          ),
          rosterSlots: column('roster_slots', (slots: RosterSlot[]) =>
            slots.map((slot) => ({ ...slot, positions: slot.positions === 'ANY' ? null : slot.positions })),
          ),
          tradedPicks: column('traded_picks', (trades: unknown) => trades),
          positionMaximums: column('position_maximums', (maximums: Record<string, number>) =>
            Object.entries(maximums).map(([position, players]) => ({ position, players })),
          ),
          keepers: column('keepers', (keepers: Keeper[]) =>
            keepers.map((keeper) => ({ cellSlot: null, ...keeper })),
          ),
          forfeits: column('forfeits', (forfeits: unknown) => forfeits),
          quietHours: column('quiet_hours', (quiet: unknown) => quiet),
          name: ofDraft('name'),
          startsAt: ofDraft('starts_at'),
          visibility: ofDraft('visibility'),
        },
      },
    },
  };
}, 'DraftSettingsOutPlugin');

import { z } from 'zod';
import type { Keeper } from '../../draft/cells.ts';
import { MOST_POSITIONS } from '../../draft/limit_counter.ts';
import { mostUnits } from '../../draft/normal_form.ts';
import { maximumsByPosition } from '../../draft/position_maximums.ts';
import { LONGEST_SLOT_NAME, MOST_SLOTS, type RosterSlot, standardSlots } from '../../draft/roster_slots.ts';
import { clocksByRound, type DraftSettings } from '../../draft/settings.ts';
import type { SettingsOfDraft } from '../../orchestrator/change_settings.ts';
import { MOST_ITEMS, nameShape, playerId } from './inputs.ts';
import { givenTime, instant, timeShape } from './time_inputs.ts';

/** Keepers, and forfeited picks: as many as a board with all its settings may show in one answer (limits/page_rows.ts). */
const MOST_DONE = 500;

/** A list of a roster's; a longer one is refused before it is read entry by entry, for there may be thousands. */
function rosterList<T>(entry: z.ZodType<T>, most: number) {
  return z
    .array(z.unknown())
    .refine((given) => given.length <= most, {
      error: `must have at most ${most} entries`,
      params: { code: 'ROSTER_TOO_LARGE' },
    })
    .pipe(z.array(entry));
}

const positions = rosterList(z.string().min(1).max(40), MOST_POSITIONS);

const orderShape = z
  .object({
    kind: z.enum(['SNAKE', 'LINEAR', 'REVERSAL', 'CUSTOM']),
    fromRound: z.int().nullish(),
    rounds: z.array(z.array(z.int())).max(MOST_ITEMS).nullish(),
  })
  .transform(({ kind, fromRound, rounds }): DraftSettings['order'] => {
    // What the kind does not use stays, to be refused with the other settings.
    const given = { ...(fromRound == null ? {} : { fromRound }), ...(rounds == null ? {} : { rounds }) };
    if (kind === 'REVERSAL') return { fromRound: Number.NaN, ...given, kind };
    if (kind === 'CUSTOM') return { rounds: [], ...given, kind };
    return { ...given, kind };
  });

const roundClocks = z.array(z.object({ round: z.int(), seconds: z.number() })).max(MOST_ITEMS);
const slots = rosterList(
  z.object({
    name: z.string().max(mostUnits(LONGEST_SLOT_NAME)),
    seats: z.int(),
    positions: positions.nullish(),
  }),
  MOST_SLOTS,
);
const trades = z.array(z.object({ round: z.int(), slot: z.int(), owner: z.int() })).max(MOST_ITEMS);
const maximums = z.array(z.object({ position: z.string().max(40), players: z.int() })).max(MOST_ITEMS);
const strategyName = z.string().max(100);
const strategyOptions = z.record(z.string(), z.unknown());
const keepers = z
  .array(z.object({ slot: z.int(), playerId, round: z.int(), cellSlot: z.int().nullish() }))
  .max(MOST_DONE);
const forfeits = z.array(z.object({ round: z.int(), slot: z.int() })).max(MOST_DONE);
const visibility = z.enum(['PUBLIC', 'PRIVATE']);

/** The settings of a new draft, as they arrive: who may watch and when it starts apart from how it is played. */
export const settingsShape = z
  .object({
    name: nameShape.nullish(),
    order: orderShape,
    rounds: z.int(),
    secondsPerPick: z.number(),
    secondsPerPickByRound: roundClocks.nullish(),
    rosterSlots: slots,
    tradedPicks: trades.nullish(),
    positionMaximums: maximums.nullish(),
    strategy: strategyName.nullish(),
    strategyOptions: strategyOptions.nullish(),
    keepers: keepers.nullish(),
    forfeits: forfeits.nullish(),
    startsAt: instant.nullish(),
    visibility: visibility.nullish(),
    ...timeShape,
  })
  .transform(({ startsAt, visibility, order, rounds, secondsPerPick, ...rest }) => ({
    startsAt: startsAt ?? null,
    visibility: visibility ?? ('PRIVATE' as const),
    settings: {
      name: rest.name ?? null,
      order,
      rounds,
      secondsPerPick,
      secondsPerPickByRound: clocksByRound(rest.secondsPerPickByRound ?? []),
      rosterSlots: rest.rosterSlots.map(completeSlot),
      tradedPicks: rest.tradedPicks ?? [],
      positionMaximums: maximumsByPosition(rest.positionMaximums ?? []),
      strategy: rest.strategy ?? 'standard',
      strategyOptions: rest.strategyOptions ?? {},
      keepers: (rest.keepers ?? []).map(plainKeeper),
      forfeits: rest.forfeits ?? [],
      ...givenTime(rest),
    } satisfies DraftSettings,
  }));

/** Settings that are to change, as they arrive: what is left out stays as it is, and null is the default; of what has none it is refused. */
export const settingsChangeShape = z
  .object({
    order: orderShape.optional(),
    rounds: z.int().optional(),
    secondsPerPick: z.number().optional(),
    secondsPerPickByRound: roundClocks.nullish(),
    rosterSlots: slots.optional(),
    tradedPicks: trades.nullish(),
    positionMaximums: maximums.nullish(),
    strategy: strategyName.nullish(),
    strategyOptions: strategyOptions.nullish(),
    keepers: keepers.nullish(),
    forfeits: forfeits.nullish(),
    startsAt: instant.nullish(),
    visibility: visibility.optional(),
    ...timeShape,
  })
  .transform((given) => (present: SettingsOfDraft): SettingsOfDraft => {
    const { settings } = present;
    return {
      startsAt: given.startsAt === undefined ? present.startsAt : given.startsAt,
      visibility: given.visibility ?? present.visibility,
      settings: {
        ...settings,
        ...givenTime(given),
        order: given.order ?? settings.order,
        rounds: given.rounds ?? settings.rounds,
        secondsPerPick: given.secondsPerPick ?? settings.secondsPerPick,
        secondsPerPickByRound:
          given.secondsPerPickByRound === undefined
            ? settings.secondsPerPickByRound
            : clocksByRound(given.secondsPerPickByRound ?? []),
        rosterSlots: given.rosterSlots?.map(completeSlot) ?? settings.rosterSlots,
        tradedPicks: given.tradedPicks === undefined ? settings.tradedPicks : (given.tradedPicks ?? []),
        keepers:
          given.keepers === undefined ? (settings.keepers ?? []) : (given.keepers ?? []).map(plainKeeper),
        forfeits: given.forfeits === undefined ? (settings.forfeits ?? []) : (given.forfeits ?? []),
        ...(given.positionMaximums === undefined
          ? {}
          : { positionMaximums: maximumsByPosition(given.positionMaximums ?? []) }),
        ...strategyGiven(given),
      },
    };
  });

/** The league's strategy where it is to change: options belong to the strategy that they are given with. */
function strategyGiven({
  strategy,
  strategyOptions: options,
}: {
  strategy?: string | null | undefined;
  strategyOptions?: Record<string, unknown> | null | undefined;
}): Pick<DraftSettings, 'strategy' | 'strategyOptions'> {
  if (strategy === undefined) return options === undefined ? {} : { strategyOptions: options ?? {} };
  return { strategy: strategy ?? 'standard', strategyOptions: options ?? {} };
}

/** The slot of the cell is named only where it is not the team's own. */
function plainKeeper({ cellSlot, ...keeper }: z.output<typeof keepers>[number]): Keeper {
  return cellSlot == null || cellSlot === keeper.slot ? keeper : { ...keeper, cellSlot };
}

function completeSlot({
  name,
  seats,
  positions: given,
}: {
  name: string;
  seats: number;
  positions?: string[] | null | undefined;
}): RosterSlot {
  const [slot] = standardSlots([{ name, seats, ...(given ? { positions: given } : {}) }]);
  return slot ?? { name, seats, positions: [] };
}

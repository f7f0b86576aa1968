import { z } from 'zod';
import { type RosterSlot, standardSlots } from '../../draft/roster_slots.ts';
import { RULES_AT_ZERO, type RuleAtZero } from '../../draft/rules_at_zero.ts';
import { clocksByRound, type DraftSettings } from '../../draft/settings.ts';
import { PLAIN_TIME, type TimeSettings } from '../../draft/time_settings.ts';
import type { SettingsOfDraft } from '../../orchestrator/change_settings.ts';
import { MOST_ITEMS } from './inputs.ts';
import { quietHoursShape } from './quiet_hours_input.ts';

const positions = z.array(z.string().min(1).max(40)).max(MOST_ITEMS);

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
const slots = z
  .array(z.object({ name: z.string(), seats: z.int(), positions: positions.nullish() }))
  .max(MOST_ITEMS);
const trades = z.array(z.object({ round: z.int(), slot: z.int(), owner: z.int() })).max(MOST_ITEMS);
const visibility = z.enum(['PUBLIC', 'PRIVATE']);
const instant = z.iso.datetime({ offset: true });

/** The settings of time beyond the pick clock. What is left out of a new draft is at its default, and of a change stays as it is. */
const timeShape = {
  bankSeconds: z.number().nullish(),
  incrementSeconds: z.number().nullish(),
  graceSeconds: z.number().nullish(),
  autopilotSeconds: z.number().nullish(),
  quietHours: quietHoursShape.nullish(),
  atZero: z.enum(Object.keys(RULES_AT_ZERO) as RuleAtZero[]).nullish(),
  autopilotAfterMisses: z.int().nullish(),
  resume: z.enum(['CONTINUE', 'RESET']).nullish(),
  pauseBeforePicks: z.array(z.int()).max(MOST_ITEMS).nullish(),
  pauseAt: z.array(instant).max(MOST_ITEMS).nullish(),
} as const satisfies Record<keyof TimeSettings, z.ZodType>;

/** The settings of a new draft, as they arrive: who may watch and when it starts apart from how it is played. */
export const settingsShape = z
  .object({
    order: orderShape,
    rounds: z.int(),
    secondsPerPick: z.number(),
    secondsPerPickByRound: roundClocks.nullish(),
    rosterSlots: slots,
    tradedPicks: trades.nullish(),
    startsAt: instant.nullish(),
    visibility: visibility.nullish(),
    ...timeShape,
  })
  .transform(({ startsAt, visibility, order, rounds, secondsPerPick, ...rest }) => ({
    startsAt: startsAt ?? null,
    visibility: visibility ?? ('PRIVATE' as const),
    settings: {
      order,
      rounds,
      secondsPerPick,
      secondsPerPickByRound: clocksByRound(rest.secondsPerPickByRound ?? []),
      rosterSlots: rest.rosterSlots.map(completeSlot),
      tradedPicks: rest.tradedPicks ?? [],
      ...givenTime(rest),
    } satisfies DraftSettings,
  }));

/** Settings that are to change, as they arrive: what is left out stays as it is, and null is the default of what has one. */
export const settingsChangeShape = z
  .object({
    order: orderShape.nullish(),
    rounds: z.int().nullish(),
    secondsPerPick: z.number().nullish(),
    secondsPerPickByRound: roundClocks.nullish(),
    rosterSlots: slots.nullish(),
    tradedPicks: trades.nullish(),
    startsAt: instant.nullish(),
    visibility: visibility.nullish(),
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
      },
    };
  });

/** The settings of time that are named; one that is null is at its default. */
function givenTime(given: { readonly [name: string]: unknown }): Partial<TimeSettings> {
  const names = Object.keys(timeShape) as (keyof TimeSettings)[];
  const named = names.filter((name) => given[name] !== undefined);
  return Object.fromEntries(named.map((name) => [name, given[name] ?? PLAIN_TIME[name]]));
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

import { z } from 'zod';
import { type RosterSlot, standardSlots } from '../../draft/roster_slots.ts';
import { clocksByRound, type DraftSettings } from '../../draft/settings.ts';
import { MOST_ITEMS } from './inputs.ts';

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

/** The settings of a new draft, as they arrive: who may watch and when it starts apart from how it is played. */
export const settingsShape = z
  .object({
    order: orderShape,
    rounds: z.int(),
    secondsPerPick: z.number(),
    secondsPerPickByRound: z
      .array(z.object({ round: z.int(), seconds: z.number() }))
      .max(MOST_ITEMS)
      .nullish(),
    rosterSlots: z
      .array(z.object({ name: z.string(), seats: z.int(), positions: positions.nullish() }))
      .max(MOST_ITEMS),
    tradedPicks: z
      .array(z.object({ round: z.int(), slot: z.int(), owner: z.int() }))
      .max(MOST_ITEMS)
      .nullish(),
    startsAt: z.iso.datetime({ offset: true }).nullish(),
    visibility: z.enum(['PUBLIC', 'PRIVATE']).nullish(),
  })
  .transform(({ startsAt, visibility, secondsPerPickByRound, rosterSlots, tradedPicks, ...rest }) => ({
    startsAt: startsAt ?? null,
    visibility: visibility ?? ('PRIVATE' as const),
    settings: {
      ...rest,
      secondsPerPickByRound: clocksByRound(secondsPerPickByRound ?? []),
      rosterSlots: rosterSlots.map(completeSlot),
      tradedPicks: tradedPicks ?? [],
    } satisfies DraftSettings,
  }));

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

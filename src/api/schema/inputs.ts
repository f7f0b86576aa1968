import { z } from 'zod';
import { DraftError, type ErrorCode } from '../../draft/errors.ts';
import { readName } from '../../draft/names.ts';
import { type RosterSlot, standardSlots } from '../../draft/roster_slots.ts';
import { clocksByRound, type DraftSettings } from '../../draft/settings.ts';
import { problemOf } from './input_problem.ts';

const MOST_TEAMS = 64;
/** Teams of a league, of which each draft takes its own. */
const MOST_LEAGUE_TEAMS = 128;
const MOST_EVENTS = 500;
const MOST_LISTED = 500;
/** As high as the ids of players go in the database. */
const MOST_PLAYER_ID = 2_147_483_647;
/** Far more than any settings that can be accepted; only stops absurd requests early. */
const MOST_ITEMS = 1_000;

/** The id of a player as `ID` brings it: a whole number, or the same as text. */
const playerId = z
  .custom<string | number>(isPlayerId, 'must be the id of a player: a whole number, such as 12')
  .transform(Number);

function isPlayerId(given: unknown): boolean {
  const isWritten = typeof given === 'number' || (typeof given === 'string' && /^\d{1,10}$/.test(given));
  const id = Number(given);
  return isWritten && Number.isInteger(id) && id >= 0 && id <= MOST_PLAYER_ID;
}

const positions = z.array(z.string().min(1).max(40)).max(MOST_ITEMS);

/** A name that a person gives, in its plain form. */
export const nameShape = z.string().transform((text, context): string => {
  const reading = readName(text);
  if ('name' in reading) return reading.name;
  context.addIssue({
    code: 'custom',
    message: `the name ${reading.problem}`,
    params: { code: 'TEXT_INVALID' },
  });
  return z.NEVER;
});

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

const settingsShape = z
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

/** The arguments of each mutation, as they arrive. */
export const inputs = {
  createLeague: z.object({
    name: nameShape,
    teams: z.array(z.object({ name: nameShape, managerId: z.uuid().nullish() })).max(MOST_LEAGUE_TEAMS),
  }),
  setTeamManager: z.object({ teamId: z.uuid(), managerId: z.uuid().nullish() }),
  createDraft: z.object({
    leagueId: z.uuid(),
    poolId: z.uuid(),
    teamIds: z.array(z.uuid()),
    settings: settingsShape,
  }),
  draft: z.object({ draftId: z.uuid() }),
  team: z.object({ teamId: z.uuid() }),
  teams: z.object({ teamIds: z.array(z.uuid()).min(1).max(MOST_TEAMS) }),
  invitation: z.object({ invitationId: z.uuid() }),
  makePick: z.object({
    draftId: z.uuid(),
    pickNumber: z.int(),
    playerId,
    waiveRoster: z.boolean().default(false),
  }),
  // How long a queue may be is the door's to say, which has a code for it; a request is bounded in bytes.
  setQueue: z.object({ draftId: z.uuid(), teamId: z.uuid(), playerIds: z.array(playerId) }),
  addToQueue: z.object({
    draftId: z.uuid(),
    teamId: z.uuid(),
    playerId,
    place: z.int().min(1).nullish(),
  }),
  moveInQueue: z.object({ draftId: z.uuid(), teamId: z.uuid(), playerId, place: z.int().min(1) }),
  removeFromQueue: z.object({ draftId: z.uuid(), teamId: z.uuid(), playerId }),
  setAutopilot: z.object({ draftId: z.uuid(), teamId: z.uuid(), autopilot: z.boolean() }),
  // The defaults of the schema: what is left out arrives as undefined here all the same.
  events: z.object({
    after: z.int().min(0).default(0),
    first: z.int().min(0).max(MOST_EVENTS).default(100),
  }),
  page: z.object({ first: z.int().min(0).max(MOST_LISTED).default(100) }),
  draftEvents: z.object({ draftId: z.uuid(), after: z.int().min(0).nullish() }),
} as const;

/**
 * Arguments that fit their shape. Throws a DraftError that names the first that does not: INPUT_INVALID, or the code that the
 * shape gives it, such as TEXT_INVALID for a name.
 */
export function parseInput<T>(shape: z.ZodType<T>, raw: unknown): T {
  const parsed = shape.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const code = issue?.code === 'custom' ? (issue.params?.['code'] as ErrorCode | undefined) : undefined;
  throw new DraftError(code ?? 'INPUT_INVALID', {
    argument: issue?.path.join('.') ?? '',
    problem: issue ? problemOf(issue, raw) : '',
  });
}

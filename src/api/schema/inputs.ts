import { z } from 'zod';
import { DraftError, type DraftErrorCode } from '../../draft/errors.ts';
import { readName } from '../../draft/names.ts';
import { ServiceError } from '../../service_errors.ts';
import { Misfit, readAs } from '../../shapes.ts';

const MOST_EVENTS = 500;
const MOST_LISTED = 500;
/** How long a note may be, in code points. */
const LONGEST_NOTE = 500;
const MOST_SUGGESTIONS = 20;
/** As high as the ids of players go in the database. */
const MOST_PLAYER_ID = 2_147_483_647;
/** Far more than any settings that can be accepted; only stops absurd requests early. */
export const MOST_ITEMS = 1_000;

/** The id of a player as `ID` brings it: a whole number, or the same as text. */
export const playerId = z
  .custom<string | number>(isPlayerId, 'must be the id of a player: a whole number, such as 12')
  .transform(Number);

function isPlayerId(given: unknown): boolean {
  const isWritten = typeof given === 'number' || (typeof given === 'string' && /^\d{1,10}$/.test(given));
  const id = Number(given);
  return isWritten && Number.isInteger(id) && id >= 0 && id <= MOST_PLAYER_ID;
}

/** A line of text that a person gives, in its plain form; `what` names it where it is refused. */
function textShape(what: string, most?: number) {
  return z.string().transform((text, context): string => {
    const reading = readName(text, most);
    if ('name' in reading) return reading.name;
    context.addIssue({
      code: 'custom',
      message: `the ${what} ${reading.problem}`,
      params: { code: 'TEXT_INVALID' },
    });
    return z.NEVER;
  });
}

/** A name. */
export const nameShape = textShape('name');

/** A word for the draw of an order. */
export const wordShape = textShape('word');

/** What somebody says to what they do; null where they say nothing. */
export const noteShape = textShape('note', LONGEST_NOTE)
  .nullish()
  .transform((note) => note ?? null);

/** An argument that clients may leave out, or send as null, which many do for what nobody said. */
export const booleanOr = (usual: boolean) =>
  z
    .boolean()
    .nullish()
    .transform((given) => given ?? usual);

/** The arguments of what is read, as they arrive. Those of a mutation are beside it. */
export const inputs = {
  // The defaults of the schema: what is left out arrives as undefined here all the same.
  events: z.object({
    after: z.int().min(0).default(0),
    first: z.int().min(0).max(MOST_EVENTS).default(100),
  }),
  page: z.object({ first: z.int().min(0).max(MOST_LISTED).default(100) }),
  suggestPicks: z.object({
    draftId: z.guid(),
    teamId: z.guid(),
    count: z.int().min(1).max(MOST_SUGGESTIONS).default(3),
  }),
  rollBackPreview: z.object({ draftId: z.guid(), toPick: z.int().nullish() }),
  draftAt: z.object({ draftId: z.guid(), version: z.int().min(1) }),
  draftEvents: z.object({ draftId: z.guid(), after: z.int().min(0).nullish() }),
  draftCompany: z.object({ draftId: z.guid() }),
} as const;

/**
 * Arguments that fit their shape. Throws an error that names the first that does not: a ServiceError (INPUT_INVALID), or a DraftError
 * with the code that the shape gives it, such as TEXT_INVALID for a name.
 */
export function parseInput<T>(shape: z.ZodType<T>, raw: unknown): T {
  try {
    return readAs(shape, raw);
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    const { path, problem, params } = error;
    const code = params['code'] as DraftErrorCode | undefined;
    const numbers = { argument: path, problem };
    throw code === undefined ? new ServiceError('INPUT_INVALID', numbers) : new DraftError(code, numbers);
  }
}

import type { DocumentNode } from 'postgraphile/graphql';
import { z } from 'zod';
import type { Actor, Credential } from '../../../database/actor.ts';
import type { ConnectionPool } from '../../../database/connect.ts';
import { DraftError } from '../../../draft/errors.ts';
import type { Announces } from '../../../events/announcer.ts';
import type { Caller } from '../../identity/identify.ts';
import type { Counted } from '../../limits/rate_limits.ts';
import type { ApiServices } from '../../services.ts';
import { actorOf } from '../../viewer.ts';
import { noteShape, parseInput } from '../inputs.ts';

/** What a mutation works with: one call of the door, then the announcement. */
type MutationServices = Pick<ApiServices, 'db' | 'rooms' | 'access' | 'texts' | 'strategies' | 'log'> & {
  readonly announcer: () => Announces;
};

/** What a payload is read from: its scalar fields, and the ids of its rows (`draftId` for the field `draft`; see payload_rows.ts). */
type Answer = Record<string, unknown>;

type Run<Input> = (
  services: MutationServices,
  input: Input,
  actor: Actor,
  credential: Credential,
) => Promise<Answer>;

/** A mutation of the API. */
export interface Mutation<Name extends string = string> {
  readonly name: Name;
  /** Its field of the type Mutation, and the payload that it alone answers. */
  readonly sdl: DocumentNode;
  readonly argumentNames: readonly string[];
  /** What it creates, where a person may create only so many in an hour. */
  readonly countedAs?: Counted;
  /** As how many mutations it counts; 1 where nothing is said. */
  readonly countsAs?: number;
  /** How much it asked for beside drafts that it changed, by its answer: each ten count once more. */
  readonly countsMore?: (answer: Answer) => number;
  /** `raw`: the arguments as they arrive. Throws as parseInput does for those that do not fit, and a DraftError for whatever the door refuses. */
  run(services: MutationServices, raw: unknown, caller: Caller): Promise<Answer>;
}

/** Defines a mutation: its name, its SDL, the shape of its arguments, and what it does with arguments of that shape. */
export function mutation<Name extends string, Input>({
  name,
  sdl,
  input,
  countedAs,
  countsAs,
  countsMore,
  isForSignedIn = false,
  run,
}: {
  readonly name: Name;
  readonly sdl: DocumentNode;
  readonly input: z.ZodType<Input> & { readonly shape: Readonly<Record<string, unknown>> };
  readonly countedAs?: Counted;
  readonly countsAs?: number;
  readonly countsMore?: (answer: Answer) => number;
  /**
   * Whether everybody may who is signed in, and nobody else: then nothing is made of the arguments of others, which may be large. Of
   * what belongs to a draft, a league or a team the database says who may.
   */
  readonly isForSignedIn?: boolean;
  readonly run: Run<Input>;
}): Mutation<Name> {
  return {
    name,
    sdl,
    ...(countedAs === undefined ? {} : { countedAs }),
    ...(countsAs === undefined ? {} : { countsAs }),
    ...(countsMore === undefined ? {} : { countsMore }),
    argumentNames: Object.keys(input.shape),
    run: async (services, raw, { viewer, credential }) => {
      if (isForSignedIn && viewer.userId === null && !viewer.isOperator)
        throw new DraftError('NOT_SIGNED_IN');
      return run(services, parseInput(input, raw), actorOf(viewer), credential);
    },
  };
}

/** The arguments of a mutation that needs to know only which draft. */
export const ofDraft = z.object({ draftId: z.guid() });

/** The same, and what somebody says to it. */
export const ofDraftWithNote = z.object({ draftId: z.guid(), note: noteShape });

/** Runs one change of a draft that answers the draft's new version, and announces it. */
export function changeDraft(
  change: (db: ConnectionPool, draftId: string, actor: Actor, note: string | null) => Promise<number>,
): Run<z.output<typeof ofDraft> & { readonly note?: string | null }> {
  return async ({ db, announcer }, { draftId, note = null }, actor) => {
    announcer().announce({ draftId, version: await change(db(), draftId, actor, note) });
    return { draftId };
  };
}

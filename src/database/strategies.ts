import type { Actor } from './actor.ts';
import { call, rowsOf } from './call.ts';
import { CONTEXT, type DraftContext } from './picks.ts';
import type { Queryable } from './queryable.ts';

/** A strategy by its name, with options that were checked. */
export interface NamedStrategy {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A team of a draft, and how its auto-picks are to be chosen; null: by the league's default. */
export interface TeamStrategy {
  readonly draftId: string;
  readonly teamId: string;
  readonly strategy: NamedStrategy | null;
}

/**
 * Refuses who may not set a team's strategy, with a DraftError (DRAFT_NOT_FOUND, NOT_SIGNED_IN, TEAM_NOT_FOUND, NOT_YOUR_TEAM, DRAFT_OVER):
 * setStrategy does as well, but after the options were judged, which costs more.
 */
export async function requireNewStrategy(
  db: Queryable,
  { draftId, teamId }: Pick<TeamStrategy, 'draftId' | 'teamId'>,
  actor: Actor,
): Promise<void> {
  await call(db, 'require_new_strategy', [draftId, teamId, actor]);
}

/** Sets a team's strategy. Throws a DraftError where that is not the actor's to do, and DRAFT_OVER. */
export function setStrategy(
  db: Queryable,
  { draftId, teamId, strategy }: TeamStrategy,
  actor: Actor,
): Promise<unknown> {
  return call(db, 'set_strategy', [draftId, teamId, strategy?.name ?? null, strategy?.options ?? {}, actor]);
}

const READ_FOR_SUGGESTIONS = rowsOf('read_for_suggestions', CONTEXT).as<DraftContext>();

/** What it takes to suggest whom a team should take. Throws a DraftError where the actor is not its manager, or the draft has no board now. */
export function readForSuggestions(
  db: Queryable,
  draftId: string,
  teamId: string,
  actor: Actor,
): Promise<DraftContext> {
  return READ_FOR_SUGGESTIONS.one(db, [draftId, teamId, actor]);
}

import type { Actor } from './actor.ts';
import { call, rowsOf } from './call.ts';
import type { Queryable } from './queryable.ts';

/** The signs that people in a room give each other. */
export const REACTION_SIGNS = ['CHEER', 'FIRE', 'LAUGH', 'OUCH', 'THINK', 'HURRY'] as const;
export type ReactionSign = (typeof REACTION_SIGNS)[number];

/** A sign from a team; `at` is an ISO text. */
export interface Reaction {
  readonly teamId: string;
  readonly sign: ReactionSign;
  readonly at: string;
}

/** Who is in the room of a draft now. */
export interface Company {
  readonly draftId: string;
  /** Teams whose manager is there. */
  readonly teamIds: readonly string[];
  /** Whether somebody is there who runs the league. */
  readonly hasCommissioner: boolean;
  /** How many others watch. */
  readonly watching: number;
  /** Of the last ten seconds, in order. */
  readonly reactions: readonly Reaction[];
  /** How often something new was told of the players of the draft's pool. */
  readonly poolVersion: number;
}

/** Who follows a draft; null: a visitor who is not signed in. */
export interface Present {
  readonly draftId: string;
  readonly userId: string | null;
}

const EXCHANGE = rowsOf('exchange_rooms').as<Company>();

/**
 * Tells the database who follows which drafts through this process, and answers who does through any, of the same drafts.
 * @param process names this process as long as it lives
 */
export function exchangeCompany(
  db: Queryable,
  process: string,
  present: readonly Present[],
): Promise<Company[]> {
  return EXCHANGE.all(db, [
    process,
    present.map(({ draftId }) => draftId),
    present.map(({ userId }) => userId),
  ]);
}

/** Gives a sign for a team. Throws a DraftError where the actor may not act for it, or the draft is over. */
export function react(
  db: Queryable,
  {
    draftId,
    teamId,
    sign,
  }: { readonly draftId: string; readonly teamId: string; readonly sign: ReactionSign },
  actor: Actor,
): Promise<void> {
  return call(db, 'react', [draftId, teamId, sign, actor]);
}

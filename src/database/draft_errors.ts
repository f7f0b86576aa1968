import { setTimeout as sleep } from 'node:timers/promises';
import { DraftError, type DraftErrorCode, draftErrorCodes } from '../draft/errors.ts';
import { withInstantTexts } from '../draft/instant_text.ts';
import { isStale } from './closing_client.ts';

/** What a refusal by `app_private.refuse` carries as its SQLSTATE. */
const REFUSED = 'DRAFT';
const LOCK_NOT_AVAILABLE = '55P03';
/** A NUL character, in a text and in a JSON string. */
const UNTRANSLATABLE_TEXT = new Set(['22021', '22P05']);
const MOST_TRIES = 5;
/** More than a pool has connections: when the schema changed, each of them may have to be opened anew. */
const MOST_TRIES_WHERE_STALE = 20;
/** Deadlocks and serialization failures. */
const IN_EACH_OTHERS_WAY = new Set(['40P01', '40001']);
const LONGEST_PAUSE_MS = 20;

/** Constraints that a caller's input can run into, and what that means to the caller. */
const codeOfConstraint: Readonly<Record<string, DraftErrorCode>> = {
  users_have_a_readable_name: 'TEXT_INVALID',
  leagues_have_a_readable_name: 'TEXT_INVALID',
  teams_have_a_readable_name: 'TEXT_INVALID',
  player_pools_have_a_readable_name: 'TEXT_INVALID',
  players_have_a_readable_name: 'TEXT_INVALID',
  rankings_have_a_readable_name: 'TEXT_INVALID',
  sources_have_a_readable_name: 'TEXT_INVALID',
  teams_have_a_name_of_their_own_in_the_league: 'TEAM_LISTED_TWICE',
  players_have_a_rank_of_their_own_in_the_pool: 'POOL_INVALID',
  players_are_ranked_from_1: 'POOL_INVALID',
  players_have_a_position: 'POOL_INVALID',
  players_have_a_short_pro_team: 'POOL_INVALID',
  players_have_a_bye_within_a_season: 'POOL_INVALID',
  draft_settings_name_only_what_the_order_uses: 'ORDER_INVALID',
  draft_settings_reverse_from_a_round_that_is_played: 'ORDER_INVALID',
  draft_settings_write_out_each_round_of_a_custom_order: 'ORDER_INVALID',
  draft_settings_time_only_rounds_that_are_played: 'ROUND_CLOCK_INVALID',
  // A valid token may name a person who is not in this database, or was removed from it.
  invitations_claimed_by_fkey: 'USER_NOT_FOUND',
  invitations_invited_by_fkey: 'USER_NOT_FOUND',
  leagues_commissioner_id_fkey: 'USER_NOT_FOUND',
  picks_picked_by_fkey: 'USER_NOT_FOUND',
  sessions_user_id_fkey: 'USER_NOT_FOUND',
  teams_manager_id_fkey: 'USER_NOT_FOUND',
};

interface PostgresError extends Error {
  code: string;
  detail?: string;
  routine?: string;
  constraint?: string;
}

function isPostgresError(error: unknown): error is PostgresError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

function isDraftErrorCode(text: string): text is DraftErrorCode {
  return Object.hasOwn(draftErrorCodes, text);
}

/** The error as callers know it: a DraftError where the database refused for a reason of ours, else itself. */
function toDraftError(error: unknown): unknown {
  if (!isPostgresError(error)) return error;
  if (error.code === REFUSED && isDraftErrorCode(error.message)) {
    return new DraftError(error.message, withInstantTexts(JSON.parse(error.detail ?? '{}')));
  }
  if (error.code === LOCK_NOT_AVAILABLE) return new DraftError('DRAFT_BUSY');
  if (UNTRANSLATABLE_TEXT.has(error.code)) return new DraftError('TEXT_INVALID');
  const code = codeOfConstraint[error.constraint ?? ''];
  return code === undefined ? error : new DraftError(code, { constraint: error.constraint });
}

function mostTries(error: unknown): number {
  if (!isPostgresError(error)) return 1;
  if (isStale(error)) return MOST_TRIES_WHERE_STALE;
  return IN_EACH_OTHERS_WAY.has(error.code) ? MOST_TRIES : 1;
}

/**
 * Runs one call of a function of ours. Deadlocks and serialization failures are tried again at once, with a little jitter, at
 * most five times, and so is what ran into a prepared statement that is stale, on another connection; a refusal arrives as a DraftError.
 */
export async function withRetries<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (tries >= mostTries(error)) throw toDraftError(error);
      await sleep(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}

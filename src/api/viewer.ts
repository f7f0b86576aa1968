import type { Actor } from '../database/actor.ts';
import { DraftError } from '../draft/errors.ts';

/** A read that takes longer than this is given up, in milliseconds: the board of the largest draft takes a tenth of it. */
const READ_WITHIN_MS = 2_000;

/** The settings of every transaction that reads. */
export const READ_SETTINGS = { statement_timeout: String(READ_WITHIN_MS) } as const;

/** Who asks: nobody, a person, or an operator of the service. */
export interface Viewer {
  readonly userId: string | null;
  readonly isOperator: boolean;
}

/** Who asks without a token. */
export const NOBODY: Viewer = { userId: null, isOperator: false };

/** Refuses everybody but an operator, before anything is read for them. Throws a DraftError (NOT_SIGNED_IN, NOT_OPERATOR). */
export function requireOperator({ userId, isOperator }: Viewer): void {
  if (!isOperator) throw new DraftError(userId === null ? 'NOT_SIGNED_IN' : 'NOT_OPERATOR');
}

/** The viewer as the functions of the database know them. */
export function actorOf({ userId, isOperator }: Viewer): Actor {
  return { kind: isOperator ? 'OPERATOR' : 'USER', userId };
}

/** The settings of a transaction that reads for the viewer: row security decides by them. */
export function readSettings({ userId, isOperator }: Viewer, visitorRole: string): Record<string, string> {
  return {
    role: visitorRole,
    'draft_orchestrator.viewer_id': userId ?? '',
    'draft_orchestrator.viewer_role': isOperator ? 'operator' : 'user',
    ...READ_SETTINGS,
  };
}

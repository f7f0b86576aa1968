import type { Actor } from '../database/actor.ts';

/** A read that takes longer than this is given up, in milliseconds. */
const READ_WITHIN_MS = 5_000;

/** Who asks: nobody, a person, or an operator of the service. */
export interface Viewer {
  readonly userId: string | null;
  readonly isOperator: boolean;
}

/** Who asks without a token. */
export const NOBODY: Viewer = { userId: null, isOperator: false };

/** The viewer as the door knows them. */
export function actorOf({ userId, isOperator }: Viewer): Actor {
  return { kind: isOperator ? 'OPERATOR' : 'USER', userId };
}

/** The settings of a transaction that reads for the viewer: row security decides by them. */
export function readSettings({ userId, isOperator }: Viewer, visitorRole: string): Record<string, string> {
  return {
    role: visitorRole,
    'draft_orchestrator.viewer_id': userId ?? '',
    'draft_orchestrator.viewer_role': isOperator ? 'operator' : 'user',
    statement_timeout: String(READ_WITHIN_MS),
  };
}

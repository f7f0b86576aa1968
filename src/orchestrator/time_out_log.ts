import type { TimeOutObserver } from './pick_due.ts';

/** What graphile-worker hands a task to write with, and what is needed of it. */
interface TaskLogger {
  debug(message: string, meta?: Record<string, unknown>): void;
  warn(message: string, meta?: Record<string, unknown>): void;
}

/** Writes what the clock did to the log of the task: every pick with its lateness, every failure with its cause. */
export function logTimeOuts(logger: TaskLogger): TimeOutObserver {
  return {
    picked: ({ draftId, pickNumber, playerId, source, deadline, pickedAt }) => {
      const latenessMs = deadline === null ? null : pickedAt.getTime() - deadline.getTime();
      logger.debug('The clock picked', { draftId, pickNumber, playerId, source, latenessMs });
    },
    fellBack: (draftId, strategy, objection) =>
      logger.warn('A strategy could not be used; the best player left was taken', {
        draftId,
        strategy,
        objection,
      }),
    failed: (draftId, error, noted) => {
      const { paused = false, attemptCount, retryAt } = noted ?? {};
      const message = paused
        ? 'The clock could not pick and paused the draft: a commissioner has to look'
        : 'The clock could not pick and tries again';
      logger.warn(message, { draftId, error, attemptCount, retryAt });
    },
  };
}

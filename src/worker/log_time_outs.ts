import { latenessMs } from '../telemetry/measure.ts';
import type { Signals } from '../telemetry/signals.ts';

/** The part of graphile-worker's logger that is used here. */
interface TaskLogger {
  debug(message: string, meta?: Record<string, unknown>): void;
  warn(message: string, meta?: Record<string, unknown>): void;
}

/** What the clock did instead of picking, in words. */
const ACTED: Readonly<Partial<Record<string, string>>> = {
  passed: 'The clock ran out and passed the pick over',
  waiting: 'The clock ran out, and the draft waits for the team',
  paused: 'The draft paused as planned',
};

/** Signals of what the clock did. */
type TimeOutSignals = Pick<Signals, 'picked' | 'timeReturned' | 'acted' | 'fellBack' | 'failed'>;

/** Logs what the clock did: every pick with its lateness, every failure with its cause. */
export function logTimeOuts(logger: TaskLogger): TimeOutSignals {
  return {
    picked: (pick) => {
      const { draftId, pickNumber, playerId, source } = pick;
      logger.debug('The clock picked', {
        draftId,
        pickNumber,
        playerId,
        source,
        latenessMs: latenessMs(pick),
      });
    },
    timeReturned: ({ draftId, pickNumber, nextDeadline }) =>
      logger.warn('The clock ran out while nobody was there to pick; the team has time again', {
        draftId,
        pickNumber,
        nextDeadline,
      }),
    acted: ({ draftId, pickNumber, outcome }) =>
      logger.debug(ACTED[outcome] ?? outcome, { draftId, pickNumber }),
    fellBack: (draftId, strategy, objection) =>
      logger.warn('A strategy could not be used; the best player left was taken', {
        draftId,
        strategy,
        objection,
      }),
    failed: (draftId, error, noted) => {
      const { paused = false, attemptCount, retryAt } = noted ?? {};
      if (attemptCount === 0)
        return logger.debug('No player could be chosen, and the rules of time took none', { draftId, error });
      const message = paused
        ? 'The clock could not pick and paused the draft: a commissioner has to look'
        : 'The clock could not pick and tries again';
      logger.warn(message, { draftId, error, attemptCount, retryAt });
    },
  };
}

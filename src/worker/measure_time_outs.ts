import type { TimeOutObserver } from '../orchestrator/pick_due.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { latenessMs } from './log_time_outs.ts';

/** Counts what the clock did, besides telling it to another observer. */
export function measureTimeOuts(metrics: Metrics, observer: TimeOutObserver): TimeOutObserver {
  return {
    picked(pick) {
      observer.picked(pick);
      // A team on autopilot is picked for as soon as it is on the clock: there is nothing to be late for.
      metrics.picked(pick.source ?? 'UNKNOWN', pick.source === 'AUTO' ? latenessMs(pick) : null);
    },
    timeReturned(pick) {
      observer.timeReturned(pick);
      metrics.timeReturned();
    },
    failed(draftId, error, noted) {
      observer.failed(draftId, error, noted);
      metrics.failed(noted?.paused ?? false);
    },
    fellBack(draftId, strategy, objection) {
      observer.fellBack(draftId, strategy, objection);
      metrics.fellBack(strategy);
    },
    measured: metrics.measured,
    alarmFailed: metrics.alarmFailed,
  };
}

import type { TimeOutObserver } from '../orchestrator/pick_due.ts';
import { degraded, Slowness } from '../telemetry/degraded.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { latenessMs } from './log_time_outs.ts';

const ticks = new Slowness();
degraded.when('slow_database', () => ticks.isSlow());

/** An observer that counts what the clock did, and passes everything on to another observer. */
export function measureTimeOuts(metrics: Metrics, observer: TimeOutObserver): TimeOutObserver {
  return {
    picked(pick) {
      observer.picked(pick);
      // A team on autopilot is picked for as soon as it is on the clock: its picks have no lateness.
      metrics.picked(pick.source ?? 'UNKNOWN', pick.source === 'AUTO' ? latenessMs(pick) : null);
    },
    timeReturned(pick) {
      observer.timeReturned(pick);
      metrics.timeReturned();
    },
    acted(pick) {
      observer.acted(pick);
      metrics.acted(pick.outcome);
    },
    failed(draftId, error, noted) {
      observer.failed(draftId, error, noted);
      metrics.failed(noted?.paused ?? false);
    },
    fellBack(draftId, strategy, objection) {
      observer.fellBack(draftId, strategy, objection);
      metrics.fellBack(strategy);
    },
    measured(stage, ms, drafts) {
      metrics.measured(stage, ms, drafts);
      if (stage === 'tick') ticks.took(ms);
    },
    alarmFailed: metrics.alarmFailed,
  };
}

import { degraded, Slowness } from './degraded.ts';
import type { Metrics } from './metrics.ts';
import { listen, type ToldPick } from './signals.ts';

const ticks = new Slowness();
degraded.when('slow_database', () => ticks.isSlow());

/** How long after its deadline a pick was made, in milliseconds; null where it had none. */
export function latenessMs({ deadline, pickedAt }: Pick<ToldPick, 'deadline' | 'pickedAt'>): number | null {
  return deadline === null ? null : pickedAt.getTime() - deadline.getTime();
}

/**
 * How late the clock was with a pick, in milliseconds; null where it had no time to keep: a team on autopilot is picked for as soon as it is on
 * the clock.
 */
export function clockLatenessMs(pick: Pick<ToldPick, 'source' | 'deadline' | 'pickedAt'>): number | null {
  return pick.source === 'AUTO' ? latenessMs(pick) : null;
}

/** Counts what signals tell. Answers what ends that. */
export function measure(metrics: Metrics): () => void {
  return listen({
    ...metrics,
    picked: (pick) => metrics.picked(pick.source ?? 'UNKNOWN', clockLatenessMs(pick)),
    pickedByPerson: (source) => metrics.picked(source, null),
    acted: ({ outcome }) => metrics.acted(outcome),
    failed: (_draftId, _error, noted) => metrics.failed(noted?.paused ?? false),
    fellBack: (_draftId, strategy) => metrics.fellBack(strategy),
    measured(stage, ms, drafts) {
      metrics.measured(stage, ms, drafts);
      if (stage === 'tick') ticks.took(ms);
    },
  });
}

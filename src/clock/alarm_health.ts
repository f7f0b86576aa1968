import { messageOf } from '../telemetry/error_text.ts';
import type { AlarmDoing } from '../telemetry/signals.ts';

/** One lost connection fails a call or two, and the next one works; so many failures in a row have a lasting cause. */
const FAILURES_IN_A_ROW = 3;
/** For so long after its last failure the alarm counts as failing, and other processes do its work; then it tries again. */
const FIRST_PAUSE_MS = 2_000;
/** The pause doubles each time that trying again fails. */
const LONGEST_PAUSE_MS = 30_000;

interface Streak {
  failures: number;
  readonly since: number;
  pauseMs: number;
  failingUntil: number;
  message: string;
}

/**
 * Whether the alarm of this process does its work, by how its calls ended: a kind of call that failed several times in a row is
 * failing until it succeeds, or until it is time to try again. One for the whole process, like its connections: it outlives runners.
 */
export class AlarmHealth {
  readonly #streaks = new Map<AlarmDoing, Streak>();
  readonly #now: () => number;

  /** @param now milliseconds that never go back; the process's monotonic timer unless told */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  succeeded(doing: AlarmDoing): void {
    this.#streaks.delete(doing);
  }

  failed(doing: AlarmDoing, error: unknown): void {
    const now = this.#now();
    const streak = this.#streaks.get(doing) ?? {
      failures: 0,
      since: now,
      pauseMs: FIRST_PAUSE_MS,
      failingUntil: Number.POSITIVE_INFINITY,
      message: '',
    };
    this.#streaks.set(doing, streak);
    streak.failures += 1;
    streak.message = `${doing}: ${messageOf(error)}`;
    if (streak.failures < FAILURES_IN_A_ROW) return;
    if (now > streak.failingUntil) streak.pauseMs = Math.min(LONGEST_PAUSE_MS, streak.pauseMs * 2);
    streak.failingUntil = now + streak.pauseMs;
  }

  /** What fails and why, for people; null: nothing does, or it is time to try again. */
  failure(): string | null {
    return this.#failing()?.message ?? null;
  }

  /** For how many milliseconds the call that fails now has failed; 0: it does not fail. */
  failingForMs(): number {
    const failing = this.#failing();
    return failing ? this.#now() - failing.since : 0;
  }

  #failing(): Streak | undefined {
    const now = this.#now();
    return [...this.#streaks.values()]
      .filter(({ failures, failingUntil }) => failures >= FAILURES_IN_A_ROW && now <= failingUntil)
      .reduce<Streak | undefined>(
        (first, one) => (first && first.since <= one.since ? first : one),
        undefined,
      );
  }
}

/** The health of this process's alarm. */
export const alarmHealth = new AlarmHealth();

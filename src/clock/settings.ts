/** How a worker process looks for jobs, behind the precise alarm. */
export const clockSettings = {
  /** Milliseconds between two polls: the last resort, when the alarm and LISTEN both fail. */
  pollInterval: 10_000,
  /** One task picks for every draft that was left behind, so a few at a time are enough. */
  concurrentJobs: 4,
} as const;

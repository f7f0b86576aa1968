import { type Verdict, verdict } from './verdict.ts';

/** Whether processes ended only when they were asked to, and in order. */
export function checkProcesses(wrongEnds: readonly string[], processes: number): Verdict {
  return verdict(
    'no process ended by itself while it worked, and each ended in order when it was asked to',
    wrongEnds.map((what) => ({ draftId: null, what })),
    `${processes} processes`,
  );
}

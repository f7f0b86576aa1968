import { setTimeout as sleep } from 'node:timers/promises';
import { between } from '../random.ts';
import type { Habit, Place } from './habit.ts';
import type { Interruptions } from './notes.ts';

/** Drafts whose commissioner interrupts them now and then. */
const SHARE = 0.12;
const PLAYED_MS = [3_000, 15_000] as const;
const PAUSED_MS = [0, 3_000] as const;
/** Each request is sent so often at once, as by somebody who clicks twice. */
const AT_ONCE = 2;

const changeTo = (name: string) => `mutation ($draftId: UUID!) { ${name}(draftId: $draftId) { __typename } }`;
const QUERIES = { pause: changeTo('pauseDraft'), resume: changeTo('resumeDraft') } as const;

/** A commissioner pauses and resumes a draft, and asks for both twice. */
export const interrupt: Habit = {
  async does(place) {
    const { draft, random, signal, notes } = place;
    // A stand-off that a commissioner pauses is an ordinary pause, and has to be resumed first. A draft with planned pauses is resumed by others.
    if (draft.kind.isStandOff || draft.kind.time?.pauseBeforePicks || random() >= SHARE) return;
    const made: Interruptions = { draftId: draft.draftId, pauses: 0, resumes: 0, isUncertain: false };
    notes.interruptions.push(made);
    const rest = ([least, most]: readonly [number, number]) =>
      sleep(between(random, least, most), undefined, { signal }).catch(() => undefined);
    while (!signal.aborted && !made.isUncertain) {
      await rest(PLAYED_MS);
      if (signal.aborted) return;
      made.pauses += 1;
      await askTwice(place, 'pause', made);
      await rest(PAUSED_MS);
      made.resumes += 1;
      await askTwice(place, 'resume', made);
    }
  },
};

async function askTwice(place: Place, what: 'pause' | 'resume', made: Interruptions): Promise<void> {
  const { draftId, league } = place.draft;
  const asking = Array.from({ length: AT_ONCE }, () =>
    place.ask(league.commissioner.userId, QUERIES[what], { draftId }),
  );
  for (const answer of await Promise.all(asking)) {
    place.notes.told.push({ what, draftId, answer });
    if (answer.kind === 'unanswered' || answer.tries > 1) made.isUncertain = true;
  }
}

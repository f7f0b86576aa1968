import type { Announcer } from '../events/announcer.ts';
import type { TimeOutObserver } from '../orchestrator/pick_due.ts';

/** An observer that sends a hint for what the clock did, and passes everything on to another observer. */
export function announcePicks(announcer: Announcer, observer: TimeOutObserver): TimeOutObserver {
  return {
    ...observer,
    picked(pick) {
      observer.picked(pick);
      announcer.announce(pick);
    },
    timeReturned(pick) {
      observer.timeReturned(pick);
      announcer.announce(pick);
    },
    acted(pick) {
      observer.acted(pick);
      announcer.announce(pick);
    },
    failed(draftId, error, noted) {
      observer.failed(draftId, error, noted);
      if (noted?.paused) announcer.announce({ draftId, version: noted.version, nextDeadline: null });
      // Nobody could be chosen, and the rules of time of the draft take nobody.
      else if (noted?.attemptCount === 0) announcer.announce({ draftId, version: noted.version });
    },
  };
}

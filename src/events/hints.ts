import type { Log } from '../telemetry/log.ts';
import { CHANNEL, readAnnouncement } from './announcement.ts';
import { keepListening } from './listening.ts';

/** Hears of a draft's next deadline, in milliseconds since 1970; null: something changed, and nobody said what. */
export type HearHint = (draftId: string, at: number | null) => void;

/** Hears of deadlines that other processes set, over a connection of its own, until the signal aborts. */
export function listenForHints(url: string, hear: HearHint, signal: AbortSignal, log: Log): void {
  const ears = {
    hear(payload: string) {
      for (const [draftId, , deadline] of readAnnouncement(payload) ?? []) {
        if (deadline === undefined) hear(draftId, null);
        else if (deadline !== null) hear(draftId, deadline);
      }
    },
    began: () => hear('', null),
  };
  void keepListening(url, CHANNEL, ears, signal, log);
}

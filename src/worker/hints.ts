import type { Listener } from '../database/listen.ts';
import { CHANNEL, readAnnouncement } from '../events/announcement.ts';
import { keepListening } from '../events/listening.ts';
import type { Log } from '../telemetry/log.ts';

/** What to do with hints: a draft's new version and its next deadline, in milliseconds since 1970; null where no clock runs. */
export interface HintHandlers {
  changed(draftId: string, version: number, deadline: number | null): void;
  /** Something changed that the hint does not say: a change without its deadline, or hints lost while the connection was down. */
  missed(): void;
  /** A connection listens, for the first time or again. */
  began(listener: Listener): Promise<void>;
}

/** Listens for drafts that other processes changed, over a connection of its own, until the signal aborts. */
export function listenForHints(url: string, handlers: HintHandlers, signal: AbortSignal, log: Log): void {
  const heard = {
    hear(payload: string) {
      for (const [draftId, version, deadline] of readAnnouncement(payload) ?? []) {
        if (deadline === undefined) handlers.missed();
        else handlers.changed(draftId, version, deadline);
      }
    },
    async began(listener: Listener) {
      await handlers.began(listener);
      handlers.missed();
    },
  };
  void keepListening(url, CHANNEL, heard, signal, log);
}

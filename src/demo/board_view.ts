import type { DraftEvent } from '../draft/events.ts';

/** Shows a draft while it is played. */
export interface BoardView {
  follow(event: DraftEvent): void;
  /** Something out of the ordinary happens now. */
  tell(incident: string): void;
  /** The last look at the board; leaves the terminal as it was. */
  close(): void;
}

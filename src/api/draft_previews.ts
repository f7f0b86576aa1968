import { readDraftPreview } from '../database/fields.ts';
import type { DraftPreview } from '../http/room/room.ts';
import type { ApiServices } from './services.ts';

const STATES: Readonly<Record<string, string>> = {
  SCHEDULED: 'The draft has not started.',
  PAUSED: 'The draft is paused.',
  COMPLETED: 'The draft is over.',
  CANCELLED: 'The draft was cancelled.',
};

/** Who opens a page after this time gets what is so then: in milliseconds. */
const REMEMBERED_MS = 1_000;
/** Drafts whose previews are remembered; they are as many texts as a board has picks. */
const MOST_REMEMBERED = 50;

/**
 * What the page of a draft says before any script runs: the title and state that previews of links show, and the board as text where
 * scripts are off. Null for drafts that not everybody may watch; a page is served without it while the database does not answer. Read once a second
 * however many ask: pages are for everybody, whoever opens them, and as often as they like.
 */
export function draftPreviews({ db, log }: Pick<ApiServices, 'db' | 'log'>) {
  const remembered = new Map<string, Promise<DraftPreview | null>>();
  return (draftId: string): Promise<DraftPreview | null> => {
    const known = remembered.get(draftId);
    if (known) return known;
    const preview = read(draftId);
    if (remembered.size < MOST_REMEMBERED) {
      remembered.set(draftId, preview);
      setTimeout(() => remembered.delete(draftId), REMEMBERED_MS).unref();
    }
    return preview;
  };

  async function read(draftId: string): Promise<DraftPreview | null> {
    try {
      const found = await readDraftPreview(db(), draftId);
      if (!found) return null;
      const { leagueName, state, teamCount, rounds, pickCount, onClock, lines } = found;
      const size = `${teamCount} teams, ${rounds} rounds, ${pickCount} of ${teamCount * rounds} picks made.`;
      const now = onClock === null ? STATES[state] : (STATES[state] ?? `${onClock} is on the clock.`);
      const more = pickCount - lines.length;
      const told = more > 0 ? [...lines, `… and ${more} more`] : lines;
      return { title: `${leagueName}: draft`, description: `${now ?? ''} ${size}`.trim(), lines: told };
    } catch (error) {
      log.debug({ err: error }, 'The preview of a draft could not be read');
      return null;
    }
  }
}

import { readDraftPreview } from '../database/fields.ts';
import type { DraftPreview } from '../http/room/room.ts';
import type { ApiServices } from './services.ts';

const STATES: Readonly<Record<string, string>> = {
  SCHEDULED: 'The draft has not started.',
  PAUSED: 'The draft is paused.',
  COMPLETED: 'The draft is over.',
  CANCELLED: 'The draft was cancelled.',
};

/**
 * What the page of a draft says before any script runs: the title and state that previews of links show, and the board as text where
 * scripts are off. Null for drafts that not everybody may watch; a page is served without it while the database does not answer.
 */
export function draftPreviews({ db, log }: Pick<ApiServices, 'db' | 'log'>) {
  return async (draftId: string): Promise<DraftPreview | null> => {
    try {
      const found = await readDraftPreview(db(), draftId);
      if (!found) return null;
      const { leagueName, state, teamCount, rounds, pickCount, onClock, lines } = found;
      const size = `${teamCount} teams, ${rounds} rounds, ${pickCount} of ${teamCount * rounds} picks made.`;
      const now = onClock === null ? STATES[state] : (STATES[state] ?? `${onClock} is on the clock.`);
      return { title: `${leagueName}: draft`, description: `${now ?? ''} ${size}`.trim(), lines };
    } catch (error) {
      log.debug({ err: error }, 'The preview of a draft could not be read');
      return null;
    }
  };
}

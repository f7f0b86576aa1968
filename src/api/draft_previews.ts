import type { IncomingMessage } from 'node:http';
import { readDraftPage } from '../database/fields.ts';
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
/** Previews that are remembered; each holds a board. */
const MOST_REMEMBERED = 50;

/**
 * What the page of a draft says before any script runs: the title and state that previews of links show, and its board. Null for whoever may
 * not watch the draft, by the cookie of the request; a page is served without it while the database does not answer. Read once a second
 * however many ask: pages are for everybody, whoever opens them, and as often as they like.
 */
export function draftPreviews({ db, identities, log }: Pick<ApiServices, 'db' | 'identities' | 'log'>) {
  const remembered = new Map<string, Promise<DraftPreview | null>>();
  return async (draftId: string, request: IncomingMessage): Promise<DraftPreview | null> => {
    const forEverybody = await previewFor(draftId, null);
    if (forEverybody) return forEverybody;
    const viewerId = await viewerOf(request);
    return viewerId === null ? null : previewFor(draftId, viewerId);
  };

  /** The person whose cookie a browser sent; null: nobody's, or one that is good no more. */
  async function viewerOf(request: IncomingMessage): Promise<string | null> {
    try {
      return (await identities.ofRequest(request)).viewer.userId;
    } catch {
      // The room asks again, and says what is wrong.
      return null;
    }
  }

  function previewFor(draftId: string, viewerId: string | null): Promise<DraftPreview | null> {
    const key = `${draftId} ${viewerId}`;
    const known = remembered.get(key);
    if (known) return known;
    const preview = read(draftId, viewerId);
    if (remembered.size < MOST_REMEMBERED) {
      remembered.set(key, preview);
      setTimeout(() => remembered.delete(key), REMEMBERED_MS).unref();
    }
    return preview;
  }

  async function read(draftId: string, viewerId: string | null): Promise<DraftPreview | null> {
    try {
      const found = await readDraftPage(db(), draftId, viewerId);
      if (!found) return null;
      const { leagueName, state, teamCount, rounds, pickCount, onClock, picture } = found;
      const size = `${teamCount} teams, ${rounds} rounds, ${pickCount} of ${teamCount * rounds} picks made.`;
      const now = onClock === null ? STATES[state] : (STATES[state] ?? `${onClock} is on the clock.`);
      return { title: `${leagueName}: draft`, description: `${now ?? ''} ${size}`.trim(), picture };
    } catch (error) {
      log.debug({ err: error }, 'The preview of a draft could not be read');
      return null;
    }
  }
}

import type { IncomingMessage } from 'node:http';
import { readDraftPage } from '../database/fields.ts';
import type { DraftPreview } from '../http/room/room.ts';
import { isRefusal } from '../service_errors.ts';
import { PageReads } from './limits/page_reads.ts';
import { Remembered } from './remembered.ts';
import type { ApiServices } from './services.ts';
import { READ_SETTINGS } from './viewer.ts';

const STATES: Readonly<Record<string, string>> = {
  SCHEDULED: 'The draft has not started.',
  PAUSED: 'The draft is paused.',
  COMPLETED: 'The draft is over.',
  CANCELLED: 'The draft was cancelled.',
};

/** Who opens a page after this time gets what is so then: in milliseconds. */
const REMEMBERED_MS = 1_000;
/** About 150 boards of 12 teams and 15 rounds, with the pages that are made of them. */
const MOST_REMEMBERED_BYTES = 32_000_000;
/** What a row becomes in memory: objects, the picture, the page and the page compressed. */
const BYTES_FOR_EACH = 5;

/** What was read, and the length of its row. */
interface Found {
  readonly preview: DraftPreview | null;
  readonly bytes: number;
}

type Services = Pick<
  ApiServices,
  'readsFor' | 'apiRole' | 'transactionSettings' | 'identities' | 'addressOf' | 'access' | 'log'
>;

/**
 * What the page of a draft says before any script runs: the title and state that previews of links show, and its board. Null for whoever may
 * not watch the draft, by the cookie of the request; a page is served without it while the database does not answer, and to an address that
 * opens too many. Read once a second however many ask: pages are for everybody, whoever opens them, and as often as they like.
 */
export function draftPreviews(services: Services) {
  const { identities, log } = services;
  const settings = { ...services.transactionSettings, role: services.apiRole, ...READ_SETTINGS };
  const reads = new PageReads(services.readsFor(null, false), services.access.workPerAddress);
  const remembered = new Remembered<Found>({ forMs: REMEMBERED_MS, mostBytes: MOST_REMEMBERED_BYTES });
  return async (draftId: string, request: IncomingMessage): Promise<DraftPreview | null> => {
    const address = services.addressOf(request);
    const forEverybody = await previewFor(draftId, null, address);
    if (forEverybody) return forEverybody;
    const viewerId = await viewerOf(request);
    return viewerId === null ? null : previewFor(draftId, viewerId, address);
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

  async function previewFor(
    draftId: string,
    viewerId: string | null,
    address: string,
  ): Promise<DraftPreview | null> {
    const key = `${draftId} ${viewerId}`;
    const remembers = remembered.get(key);
    const known = remembers && (await remembers.catch(() => undefined));
    // Where somebody of another address was refused, this one may still read it.
    if (known) return known.preview;
    const found = read(draftId, viewerId, address);
    remembered.set(key, found, ({ bytes }) => bytes * BYTES_FOR_EACH);
    return found.then(
      ({ preview }) => preview,
      () => null,
    );
  }

  /** Throws a ServiceError where the address may not read it now. */
  async function read(draftId: string, viewerId: string | null, address: string): Promise<Found> {
    try {
      return await reads.run(address, settings, async (client) => {
        const found = await readDraftPage(client, draftId, viewerId);
        return { preview: found && previewOf(found), bytes: client.bytes };
      });
    } catch (error) {
      if (isRefusal(error)) throw error;
      log.debug({ err: error }, 'The preview of a draft could not be read');
      return { preview: null, bytes: 0 };
    }
  }
}

function previewOf(page: NonNullable<Awaited<ReturnType<typeof readDraftPage>>>): DraftPreview {
  const { leagueName, state, teamCount, rounds, pickCount, onClock, picture } = page;
  const size = `${teamCount} teams, ${rounds} rounds, ${pickCount} of ${teamCount * rounds} picks made.`;
  const now = onClock === null ? STATES[state] : (STATES[state] ?? `${onClock} is on the clock.`);
  return { title: `${leagueName}: draft`, description: `${now ?? ''} ${size}`.trim(), picture };
}

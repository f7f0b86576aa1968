import { endpointOwner } from '../database/outbox.ts';
import type { Queryable } from '../database/queryable.ts';
import type { Bound } from './turns.ts';

/**
 * Of the deliveries of a process (24), those that may be under way for one endpoint, and for all of a league. All leagues of whoever runs them, and
 * the endpoints of all leagues, have together no more than are left to others. So whose endpoints hang delays nobody else's events.
 */
const AT_ONCE = { endpoint: 4, league: 4, owner: null } as const;
/** Endpoints whose league is remembered; it never changes, and neither does who runs it. */
const MOST_REMEMBERED = 10_000;

type Bounds = readonly [Bound, ...Bound[]];

/** Knows whose endpoints are, and what they may have of a relay. */
export class Owners {
  readonly #known = new Map<string, Promise<Bounds>>();

  /** The bounds of an endpoint, from the narrowest. */
  boundsOf(db: Queryable, endpointId: string): Promise<Bounds> {
    const known = this.#known.get(endpointId);
    if (known) return known;
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    const bounds = readBounds(db, endpointId);
    this.#known.set(endpointId, bounds);
    bounds.catch(() => this.#known.delete(endpointId));
    return bounds;
  }
}

async function readBounds(db: Queryable, endpointId: string): Promise<Bounds> {
  const endpoint: Bound = { name: `endpoint ${endpointId}`, most: AT_ONCE.endpoint };
  const owner = await endpointOwner(db, endpointId);
  // It was deleted: there is nothing to deliver.
  if (owner === null) return [endpoint];
  const { leagueId, commissionerId } = owner;
  if (leagueId === null) return [endpoint, { name: 'operators', most: AT_ONCE.owner }];
  const league = { name: `league ${leagueId}`, most: AT_ONCE.league };
  if (commissionerId === null) return [endpoint, league];
  return [endpoint, league, { name: `person ${commissionerId}`, most: AT_ONCE.owner }];
}

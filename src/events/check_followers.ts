import { readEvents, visibleDrafts } from '../database/events.ts';
import { liveSessions } from '../database/identity.ts';
import { DraftError } from '../draft/errors.ts';
import { ServiceError } from '../service_errors.ts';
import type { Feed } from './feed.ts';
import type { Follower } from './follower.ts';
import type { HubOptions } from './hub_options.ts';

/** Pairs of a person and a draft in one statement. */
const ASKED_AT_ONCE = 2_000;
/** Unread events that are searched for a change of manager, at most. */
const MOST_UNREAD = 100;

/** Followers of one draft with the same rights, checked together. */
interface Group {
  readonly first: Follower;
  readonly followers: readonly Follower[];
}

/**
 * Checks again who may follow. A follower who may no longer watch ends with an error; so does one who signed out, or whose token
 * expired. The versions of the drafts are read as well: a feed that is ahead of its draft is set back, because the database lost
 * commits, as a failover to a server that lags can do. Answers the feeds that are behind their drafts. Throws what the database
 * throws.
 *
 * @param last the number of the event that those who may no longer watch still get, as their last
 */
export async function checkFollowers(
  db: HubOptions['db'],
  followers: Iterable<Follower>,
  last?: number,
): Promise<ReadonlySet<Feed>> {
  const groups = group(followers);
  const behind = new Set<Feed>();
  await checkSessions(db, [...followers]);
  for (let from = 0; from < groups.length; from += ASKED_AT_ONCE) {
    const asked = groups.slice(from, from + ASKED_AT_ONCE);
    const before = asked.map(({ first }) => first.feed.version);
    const answers = await visibleDrafts(
      db,
      asked.map(({ first }) => first),
    );
    for (const [index, { first, followers: alike }] of asked.entries()) {
      const { feed } = first;
      const answer = answers[index] ?? null;
      if (answer === null) {
        const seen = last ?? (await unreadChange(db, feed));
        for (const one of alike) one.fail(new DraftError('DRAFT_NOT_FOUND'), seen);
        behind.add(feed);
        continue;
      }
      endTooOld(alike, answer.at);
      if (answer.version < (before[index] ?? 0)) feed.rewind(answer);
      else if (answer.version > feed.version) behind.add(feed);
    }
  }
  return behind;
}

/**
 * The number of the event by which a team got another manager, where this process has not read it yet: a follower who may no longer
 * watch gets it as the last one, which says why.
 */
async function unreadChange(db: HubOptions['db'], { draftId, version }: Feed): Promise<number | undefined> {
  const unread = await readEvents(db, draftId, version, MOST_UNREAD);
  return unread.find(({ kind }) => kind === 'MANAGER_CHANGED')?.version;
}

/** Ends followers whose token has expired, on the database's clock. */
function endTooOld(followers: readonly Follower[], at: string): void {
  const now = Date.parse(at);
  for (const follower of followers) {
    const { validUntil } = follower.credential;
    if (validUntil !== null && validUntil.getTime() <= now) follower.fail(new ServiceError('TOKEN_INVALID'));
  }
}

/** Ends followers who are no longer signed in. */
async function checkSessions(db: HubOptions['db'], followers: readonly Follower[]): Promise<void> {
  const signedIn = followers.filter(({ credential }) => credential.session !== null);
  if (signedIn.length === 0) return;
  const hashes = new Map(
    signedIn.map(({ credential: { session } }) => [session?.toString('hex') ?? '', session ?? Buffer.of()]),
  );
  const live = await liveSessions(db, [...hashes.values()]);
  for (const follower of signedIn) {
    const isLive = live.has(follower.credential.session?.toString('hex') ?? '');
    if (!isLive) follower.fail(new ServiceError('TOKEN_INVALID'));
  }
}

function group(followers: Iterable<Follower>): Group[] {
  const alike = Map.groupBy(
    followers,
    ({ draftId, actor }) => `${draftId} ${actor.kind} ${actor.kind === 'CLOCK' ? '' : actor.userId}`,
  );
  return [...alike.values()].flatMap((members) =>
    members[0] ? [{ first: members[0], followers: members }] : [],
  );
}

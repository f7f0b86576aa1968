import { readEvents, visibleDrafts } from '../database/events.ts';
import { DraftError } from '../draft/errors.ts';
import { ASKED_AT_ONCE, checkSessions, endTooOld, groupsOf } from './check_watchers.ts';
import type { Feed } from './feed.ts';
import type { Follower } from './follower.ts';
import type { HubOptions } from './hub_options.ts';

/** Unread events that are searched for a change of manager, at most. */
const MOST_UNREAD = 100;

/**
 * Checks again who may follow. A follower who may no longer watch ends with an error; so does one who signed out, or whose token
 * expired. The versions of the drafts are read as well: a feed that is ahead of its draft is set back, because the database lost
 * commits, as a failover to a server that lags can do. Answers the feeds that are behind their drafts. Throws what the database
 * throws.
 *
 * @param last of a feed the number of the event that those who may no longer watch still get, as their last
 */
export async function checkFollowers(
  db: HubOptions['db'],
  followers: Iterable<Follower>,
  last: ReadonlyMap<Feed, number> = new Map(),
): Promise<ReadonlySet<Feed>> {
  const groups = groupsOf(followers);
  const behind = new Set<Feed>();
  await checkSessions(db, [...followers]);
  for (let from = 0; from < groups.length; from += ASKED_AT_ONCE) {
    const asked = groups.slice(from, from + ASKED_AT_ONCE);
    const before = asked.map(({ first }) => first.feed.version);
    const answers = await visibleDrafts(
      db,
      asked.map(({ first }) => first),
    );
    for (const [index, { first, alike }] of asked.entries()) {
      const { feed } = first;
      const answer = answers[index] ?? null;
      if (answer === null) {
        const seen = last.get(feed) ?? (await unreadChange(db, feed));
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

import { visibleDrafts } from '../database/watching.ts';
import { DraftError } from '../draft/errors.ts';
import type { Feed } from './feed.ts';
import type { Follower } from './follower.ts';
import type { HubOptions } from './hub_options.ts';

/** Pairs of a person and a draft that one statement asks for. */
const ASKED_AT_ONCE = 2_000;

/** Followers of one draft with the same rights: one question for all of them. */
interface Group {
  readonly first: Follower;
  readonly followers: readonly Follower[];
}

/**
 * Asks the database again about what everybody follows. Whoever may no longer watch is told so, and follows no more. The answer
 * tells how far each draft is, too: a feed that is ahead of its draft is taken back, for the database lost what it had said, as a
 * failover to a server that lags can do. Answers the feeds that are behind their drafts. Throws what the database throws.
 */
export async function checkFollowers(
  db: HubOptions['db'],
  followers: Iterable<Follower>,
): Promise<ReadonlySet<Feed>> {
  const groups = group(followers);
  const behind = new Set<Feed>();
  for (let from = 0; from < groups.length; from += ASKED_AT_ONCE) {
    const asked = groups.slice(from, from + ASKED_AT_ONCE);
    const before = asked.map(({ first }) => first.feed.version);
    const answers = await visibleDrafts(
      db,
      asked.map(({ first }) => first),
    );
    for (const [index, { first, followers: alike }] of asked.entries()) {
      const { draftId, feed } = first;
      const answer = answers[index] ?? null;
      if (answer === null) for (const one of alike) one.fail(new DraftError('DRAFT_NOT_FOUND', { draftId }));
      else if (answer.version < (before[index] ?? 0)) feed.rewind(answer);
      else if (answer.version > feed.version) behind.add(feed);
    }
  }
  return behind;
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

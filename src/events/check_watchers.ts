import type { Credential } from '../database/actor.ts';
import { visibleDrafts, type Watching } from '../database/events.ts';
import { liveSessions } from '../database/identity.ts';
import type { Queryable } from '../database/queryable.ts';
import { DraftError } from '../draft/errors.ts';
import { ServiceError } from '../service_errors.ts';

/** Pairs of a person and a draft in one statement. */
export const ASKED_AT_ONCE = 2_000;

/** Who watches which draft, and until what expires. */
export interface Proven extends Watching {
  readonly credential: Credential;
}

/** Somebody who watches a draft, and is told when they may no longer. */
export interface Watcher extends Proven {
  fail(error: Error): void;
}

/** Those who watch one draft with the same rights, asked for together. */
export interface Group<Alike extends Watcher> {
  readonly first: Alike;
  readonly alike: readonly Alike[];
}

/** Checks again who may watch: ends with an error who may no longer, who signed out, and whose token expired. Throws what the database throws. */
export async function checkWatchers(db: Queryable, watchers: readonly Watcher[]): Promise<void> {
  await checkSessions(db, watchers);
  const groups = groupsOf(watchers);
  for (let from = 0; from < groups.length; from += ASKED_AT_ONCE) {
    const asked = groups.slice(from, from + ASKED_AT_ONCE);
    const answers = await visibleDrafts(
      db,
      asked.map(({ first }) => first),
    );
    for (const [index, { alike }] of asked.entries()) {
      const answer = answers[index];
      if (answer) endTooOld(alike, answer.at);
      else for (const one of alike) one.fail(new DraftError('DRAFT_NOT_FOUND'));
    }
  }
}

/** Ends those whose token has expired, on the database's clock. */
export function endTooOld(watchers: readonly Watcher[], at: string): void {
  const now = Date.parse(at);
  for (const watcher of watchers) {
    const { validUntil } = watcher.credential;
    if (validUntil !== null && validUntil.getTime() <= now) watcher.fail(new ServiceError('TOKEN_INVALID'));
  }
}

/** Ends those who are no longer signed in. */
export async function checkSessions(db: Queryable, watchers: readonly Watcher[]): Promise<void> {
  const signedIn = watchers.filter(({ credential }) => credential.session !== null);
  if (signedIn.length === 0) return;
  const hashes = new Map(
    signedIn.map(({ credential: { session } }) => [session?.toString('hex') ?? '', session ?? Buffer.of()]),
  );
  const live = await liveSessions(db, [...hashes.values()]);
  for (const watcher of signedIn) {
    const isLive = live.has(watcher.credential.session?.toString('hex') ?? '');
    if (!isLive) watcher.fail(new ServiceError('TOKEN_INVALID', { what: 'session' }));
  }
}

/** Those of one draft with the same rights, together. */
export function groupsOf<Alike extends Watcher>(watchers: Iterable<Alike>): Group<Alike>[] {
  const alike = Map.groupBy(
    watchers,
    ({ draftId, actor }) => `${draftId} ${actor.kind} ${actor.kind === 'CLOCK' ? '' : actor.userId}`,
  );
  return [...alike.values()].flatMap((members) =>
    members[0] ? [{ first: members[0], alike: members }] : [],
  );
}

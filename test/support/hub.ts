import type { ConnectionPool } from '../../src/database/connect.ts';
import type { Queryable } from '../../src/database/queryable.ts';
import type { Follower } from '../../src/events/follower.ts';
import { Hub } from '../../src/events/hub.ts';
import type { HubObserver } from '../../src/events/hub_options.ts';
import type { LiveEvent } from '../../src/events/live_event.ts';
import { silentLog } from './silent_log.ts';
import type { TestDatabase } from './test_database.ts';

/** Streams of one person at once. */
export const MOST_PER_PERSON = 20;
/** More than any test opens. */
const MOST_PER_ADDRESS = 1_000_000;

/** A hub under test, and what it did. */
export interface TestHub {
  readonly hub: Hub;
  readonly seen: { followers: number; resyncs: number; reads: number; events: number };
}

/** A hub on a test's database; `db` where it is to read elsewhere. */
export function newHub(database: Pick<TestDatabase, 'pool' | 'url'>, db: Queryable = database.pool): TestHub {
  const seen = { followers: 0, resyncs: 0, reads: 0, events: 0 };
  const observer: HubObserver = {
    followers: (count) => {
      seen.followers = count;
    },
    resynced: () => {
      seen.resyncs += 1;
    },
    newsRead: (_ms, events) => {
      seen.reads += 1;
      seen.events += events;
    },
  };
  return {
    hub: new Hub({
      ...{ db, url: database.url, log: silentLog, observer },
      pastTurn: (_address, read) => read(),
      mostPerPerson: MOST_PER_PERSON,
      mostVisitorsPerAddress: MOST_PER_PERSON,
      mostPerAddress: MOST_PER_ADDRESS,
    }),
    seen,
  };
}

/** The next so many events of a follower. */
export async function take(follower: Follower, count: number): Promise<LiveEvent[]> {
  const events: LiveEvent[] = [];
  while (events.length < count) {
    const { value, done } = await follower.next();
    if (done) throw new Error(`the following ended after ${events.length} events`);
    events.push(value);
  }
  return events;
}

/** Kills every connection that listens for changed drafts; answers how many there were. */
export async function killListening(db: ConnectionPool): Promise<number> {
  const { rowCount } = await db.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'draft-orchestrator events'`,
  );
  return rowCount ?? 0;
}

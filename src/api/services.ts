import type { AccessConfig } from '../config/access.ts';
import type { ConnectionPool } from '../database/connect.ts';
import type { Announcer } from '../events/announcer.ts';
import type { Hub } from '../events/hub.ts';
import type { Rooms } from '../events/rooms.ts';
import type { AddressOf } from '../http/limits/addresses.ts';
import type { Connections } from '../http/limits/connections.ts';
import type { Origins } from '../http/limits/origins.ts';
import type { UnreadAnswers } from '../http/limits/unread_answers.ts';
import type { ExternalStrategies } from '../orchestrator/deliberations.ts';
import type { TextReader } from '../players/text_reader.ts';
import type { Log } from '../telemetry/log.ts';
import type { Identities } from './identity/identify.ts';
import type { SignInLinks } from './identity/sign_in_links.ts';
import type { ChangesAtOnce } from './limits/changes_at_once.ts';
import type { UseReadClient } from './limits/limited_reads.ts';
import type { RateLimits } from './limits/rate_limits.ts';

/** What the API works with. Made on first use: building the schema needs none of it. */
export interface ApiServices {
  /** Calls of functions that change something, with the rights of the API role. */
  readonly db: () => ConnectionPool;
  /** Where PostGraphile reads. */
  readonly reads: () => ConnectionPool;
  /**
   * Reads there: each statement a transaction in the role of the visitor, with the settings of the request. What `mayLag` goes to a replica,
   * where there is one that is fresh enough and the person has changed nothing lately.
   */
  readonly readsFor: (userId: string | null, mayLag: boolean) => UseReadClient;
  /** Notes that a person changes something: what they read next must show it. */
  readonly noteWriter: (userId: string | null) => void;
  /** Settings that each of those transactions has to make for itself: behind a pooler its session knows none of them. */
  readonly transactionSettings: Readonly<Record<string, string>>;
  /** The role that those functions are called in. */
  readonly apiRole: string;
  readonly hub: () => Hub;
  readonly rooms: () => Rooms;
  readonly announcer: () => Announcer;
  /** Links that sign in whoever started the service. */
  readonly signInLinks: SignInLinks;
  /** Tells who asks. */
  readonly identities: Identities;
  readonly origins: Origins;
  readonly addressOf: AddressOf;
  readonly connections: Connections;
  readonly rateLimits: RateLimits;
  /** The turns of whatever uses {@link db} for somebody outside. */
  readonly changes: ChangesAtOnce;
  readonly unread: UnreadAnswers;
  /** Reads texts that people send, such as pools, apart from this thread. */
  readonly texts: TextReader;
  readonly access: AccessConfig;
  /** Strategies that are waited for; null: there are none. */
  readonly strategies: ExternalStrategies | null;
  readonly log: Log;
}

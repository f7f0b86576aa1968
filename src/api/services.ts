import type { Pool } from '../database/connect.ts';
import type { Announcer } from '../events/announcer.ts';
import type { Hub } from '../events/hub.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** What the API works with. Made on first use: building the schema needs none of it. */
export interface ApiServices {
  /** Calls of the door, with the rights of the API role. */
  readonly db: () => Pool;
  readonly hub: () => Hub;
  readonly announcer: () => Announcer;
  /** The secret of the tokens; undefined where none is configured, and then every token is refused. */
  readonly authSecret: string | undefined;
  readonly metrics: Pick<Metrics, 'picked'>;
  readonly log: Log;
}

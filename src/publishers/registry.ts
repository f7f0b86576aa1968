import type { EndpointKind } from '../database/outbox.ts';
import type { Log } from '../telemetry/log.ts';
import { discordPublisher } from './discord.ts';
import { GuardedHttp } from './guarded_http.ts';
import { logPublisher } from './log_publisher.ts';
import { natsPublisher } from './nats.ts';
import { Networks } from './networks.ts';
import type { Publisher } from './publisher.ts';
import { webhookPublisher } from './webhook.ts';

/** What publishers work with. */
export interface PublisherOptions {
  /** Private networks that endpoints may be in. */
  readonly networks: readonly string[];
  /** Where NATS is; undefined: nowhere. */
  readonly natsUrl: string | undefined;
  readonly log: Log;
}

/** Every publisher, by the kind of endpoint that it sends to; connected on first use. */
export function publishers({
  networks,
  natsUrl,
  log,
}: PublisherOptions): ReadonlyMap<EndpointKind, Publisher> {
  const http = new GuardedHttp(new Networks(networks));
  const all = [webhookPublisher(http), discordPublisher(http), natsPublisher(natsUrl), logPublisher(log)];
  return new Map(all.map((publisher) => [publisher.kind, publisher]));
}

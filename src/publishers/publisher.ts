import type { EndpointKind, Names, Target } from '../database/outbox.ts';
import type { CloudEvent } from './envelope.ts';

/** One event for one endpoint. */
export interface Message {
  readonly event: CloudEvent;
  readonly to: Target;
  /** The database's time now: what a signature is made with. */
  readonly at: Date;
  /** Reads names of teams and players, for publishers that write for people. */
  readonly names: (teamIds: readonly string[], playerIds: readonly number[]) => Promise<Names>;
}

/** What came of it. */
export interface Published {
  readonly ok: boolean;
  /** The HTTP status of the answer, where there was one. */
  readonly status?: number;
  /** What was sent; left out: nothing. */
  readonly request?: string;
  /** The beginning of what was answered. */
  readonly response?: string;
  /** What was wrong, without secrets. */
  readonly error?: string;
  /** The endpoint will never take anything again. */
  readonly gone?: boolean;
  /** After how many seconds to come back, where the endpoint said so. */
  readonly retryAfter?: number;
}

/** Sends events to one kind of endpoint. */
export interface Publisher {
  readonly kind: EndpointKind;
  /** Sends one event, and ends within about ten seconds. What the endpoint does wrong is answered, not thrown. */
  publish(message: Message, signal: AbortSignal): Promise<Published>;
  /** Ends its connections. */
  close(): Promise<void>;
}

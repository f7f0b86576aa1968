import { Counter, Histogram, type Registry } from 'prom-client';
import type { Signals } from './signals.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The codes that an alert is about. */
const FAULTS = ['INTERNAL', 'SERVICE_UNAVAILABLE'];

/** What is counted of requests. */
export interface RequestMetrics extends Pick<Signals, 'requested' | 'operated'> {
  /** Begins with 0 what alerts are about, for operations of these names: Prometheus sees no rise in a series that begins with its first count. */
  expectOperations(names: readonly string[]): void;
}

/**
 * Counts what is asked over HTTP and in GraphQL.
 * @param prefix of the names
 */
export function requestMetrics(registry: Registry, prefix: string): RequestMetrics {
  const registers = [registry];
  const requests = new Counter({
    name: `${prefix}http_requests_total`,
    help: 'Requests over HTTP that were answered, by the kind of path and the status.',
    labelNames: ['route', 'status'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: `${prefix}http_request_seconds`,
    help: 'How long answering a request over HTTP took, until its last byte was given to the system; streams are left out.',
    labelNames: ['route'],
    buckets: SECONDS,
    registers,
  });
  const operations = new Counter({
    name: `${prefix}graphql_operations_total`,
    help: 'Queries and mutations of GraphQL that were answered, by name (other: none that is known) and OK or the code of the first error.',
    labelNames: ['operation', 'code'],
    registers,
  });
  const operationSeconds = new Histogram({
    name: `${prefix}graphql_operation_seconds`,
    help: 'How long answering a query or a mutation of GraphQL took.',
    labelNames: ['operation'],
    buckets: SECONDS,
    registers,
  });
  const expectOperations = (names: readonly string[]) => {
    for (const operation of names) for (const code of FAULTS) operations.inc({ operation, code }, 0);
  };
  operations.inc({ operation: 'other', code: 'OK' }, 0);
  expectOperations(['other']);
  return {
    expectOperations,
    requested(route, status, ms) {
      requests.inc({ route, status });
      if (ms !== null) requestSeconds.observe({ route }, ms / 1_000);
    },
    operated(operation, code, ms) {
      operations.inc({ operation, code });
      operationSeconds.observe({ operation }, ms / 1_000);
    },
  };
}

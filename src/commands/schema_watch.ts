import type { ConnectionPool } from '../database/connect.ts';
import { type SchemaAge, schemaFingerprint } from '../migrate/migrate.ts';
import { degraded, Slowness } from '../telemetry/degraded.ts';
import type { Log } from '../telemetry/log.ts';
import { metrics } from '../telemetry/process_metrics.ts';

const LOOK_EVERY_MS = 5_000;

/** Whether the schema is that of the release of a process. */
export interface SchemaWatch {
  /** Another version has migrated the database: before the process began, or since. */
  hasChanged(): boolean;
  stop(): Promise<void>;
}

/**
 * Looks now and then whether another version of this program has migrated the database. The process goes on with the schema it
 * began with, as all old processes do in an upgrade until each is replaced. Its log, its metrics and /readyz say so, so that no
 * old process is left running by mistake.
 * @param age what the schema was found to be at the start
 */
export async function watchSchema(
  pool: ConnectionPool,
  log: Log,
  age: SchemaAge = 'SAME',
  lookEveryMs: number = LOOK_EVERY_MS,
): Promise<SchemaWatch> {
  const atStart = await schemaFingerprint(pool);
  const isFormer = age === 'NEXT';
  let hasChanged = isFormer;
  if (isFormer) {
    log.warn({}, 'The release after this one has migrated the database. This process works on it as it is');
    metrics.schemaChanged(true);
  }
  let looking: Promise<void> = Promise.resolve();
  // A server asks nothing else so regularly.
  const slowness = new Slowness();
  const forget = degraded.when('slow_database', () => slowness.isSlow());

  async function look(): Promise<void> {
    const askedAt = performance.now();
    const changed = isFormer || (await schemaFingerprint(pool)) !== atStart;
    slowness.took(performance.now() - askedAt);
    if (changed && !hasChanged) {
      log.warn(
        {},
        'Another version of this program has migrated the database. This process goes on as it is; replace it by that version',
      );
    }
    hasChanged = changed;
    metrics.schemaChanged(changed);
  }

  const timer = setInterval(() => {
    looking = look().catch((error: unknown) => log.debug({ err: error }, 'Could not look at the schema'));
  }, lookEveryMs).unref();
  return {
    hasChanged: () => hasChanged,
    async stop() {
      clearInterval(timer);
      forget();
      await looking;
    },
  };
}

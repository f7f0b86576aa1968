import { makeSchema } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { lexicographicSortSchema, printSchema } from 'postgraphile/graphql';
import type { Log } from '../telemetry/log.ts';
import { apiPreset } from './preset.ts';

/** The API's schema as text, sorted, as it is over the database of that URL. */
export async function printApiSchema(url: string, visitorRole: string, log: Log): Promise<string> {
  const unused = () => {
    throw new Error('Building the schema calls nothing');
  };
  const services = {
    db: unused,
    hub: unused,
    announcer: unused,
    authSecret: undefined,
    metrics: { picked: unused },
    log,
  };
  const service = makePgService({ connectionString: url, schemas: ['app_public'], pubsub: false });
  try {
    const { schema } = await makeSchema({
      extends: [apiPreset(services, visitorRole)],
      pgServices: [service],
    });
    return `${printSchema(lexicographicSortSchema(schema))}\n`;
  } finally {
    await service.release?.();
  }
}

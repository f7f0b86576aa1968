import { makeSchema } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { lexicographicSortSchema, printSchema } from 'postgraphile/graphql';
import { lazyServices } from '../src/api/lazy_services.ts';
import { apiPreset } from '../src/api/preset.ts';
import { readConfig } from '../src/config/config.ts';
import type { Log } from '../src/telemetry/log.ts';

/** The API's schema as text, sorted, as it is over the database of that URL. */
export async function printApiSchema(url: string, visitorRole: string, log: Log): Promise<string> {
  // Building the schema only reads.
  const { access } = readConfig({});
  const services = lazyServices({
    ...{ directUrl: url, readUrl: url, apiRole: visitorRole, visitorRole, authSecret: undefined },
    ...{ access, log },
  });
  const service = makePgService({ pool: services.reads(), schemas: ['app_public'], pubsub: false });
  try {
    const { schema } = await makeSchema({
      extends: [apiPreset(services, visitorRole)],
      pgServices: [service],
    });
    return `${printSchema(lexicographicSortSchema(schema))}\n`;
  } finally {
    await service.release?.();
    await services.close();
  }
}

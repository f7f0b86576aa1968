import { publishedKinds, schemaOf, schemaPath } from '../publishers/event_schemas.ts';
import { jsonAnswer, refuseMethod, refusePath } from './refusal.ts';
import type { ApiServices } from './services.ts';

const INDEX = '/schemas';

/**
 * `GET /schemas` lists the kinds of events that are sent to other systems; `GET /schemas/draft/picked` is the JSON Schema of the data of one.
 * Both are for everybody.
 */
export function eventSchemaRoutesPlugin({ access }: ApiServices): GraphileConfig.Plugin {
  const base = access.publicUrl ?? '';
  const schemas = new Map(
    publishedKinds.map((published) => [
      schemaPath(published.stream, published.kind),
      schemaOf(published, base),
    ]),
  );
  const index = publishedKinds.map(({ stream, kind, description }) => ({
    ...{ stream, kind, description },
    schema: base + schemaPath(stream, kind),
  }));
  return {
    name: 'DraftEventSchemaRoutesPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        async processRequest(next, { requestDigest: { path, method } }) {
          if (path !== INDEX && !path.startsWith(`${INDEX}/`)) return next();
          if (method !== 'GET') return refuseMethod('GET');
          if (path === INDEX) return jsonAnswer(200, { events: index });
          const schema = schemas.get(path);
          if (schema) return jsonAnswer(200, schema);
          return refusePath('there is no such schema');
        },
      },
    },
  };
}

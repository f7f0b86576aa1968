import { PgSimplifyInflectionPreset } from '@graphile/simplify-inflection';
import type {} from 'postgraphile';
import type {} from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { eventStream } from './event_stream.ts';
import { httpEventsPlugin } from './http_events.ts';
import { maskError } from './mask_error.ts';
import { namesPlugin } from './schema/names.ts';
import { draftPlugin } from './schema/plugin.ts';
import { smartTags } from './schema/smart_tags.ts';
import type { ApiServices } from './services.ts';
import { sharedSubscriptionsPlugin } from './shared_subscriptions.ts';
import { tokenPlugin } from './token_plugin.ts';
import { readSettings, viewerOf } from './viewer.ts';

/** Bytes of a request; a draft with a custom order of a hundred rounds needs about 20,000. */
const MOST_REQUEST_BYTES = 200_000;

/** PostGraphile over `app_public`: reads under row security, changes through the door, events live. */
export function apiPreset(services: ApiServices, visitorRole: string): GraphileConfig.Preset {
  const secret = services.authSecret;
  return {
    extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset],
    plugins: [
      smartTags,
      namesPlugin,
      draftPlugin(services),
      tokenPlugin(secret),
      sharedSubscriptionsPlugin(visitorRole),
      httpEventsPlugin(services),
    ],
    // Without the Node plugin a column "id" is simply "id".
    disablePlugins: ['NodePlugin', 'AddNodeInterfaceToSuitableTypesPlugin', 'QueryQueryPlugin'],
    grafast: {
      async context({ node, ws }) {
        const authorization = node?.req.headers.authorization ?? ws?.connectionParams?.['authorization'];
        const viewer = await viewerOf(
          authorization === undefined ? undefined : String(authorization),
          secret,
        );
        return {
          viewer,
          eventStream: eventStream(services, viewer),
          pgSettings: readSettings(viewer, visitorRole),
        };
      },
    },
    grafserv: {
      graphqlPath: '/graphql',
      websockets: true,
      maxRequestLength: MOST_REQUEST_BYTES,
      maskError: maskError(services.log),
    },
  };
}

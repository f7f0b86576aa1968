import { PgSimplifyInflectionPreset } from '@graphile/simplify-inflection';
import type {} from 'postgraphile';
import type {} from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { eventStream } from './event_stream.ts';
import { explorerPlugin } from './explorer.ts';
import { httpEventsPlugin } from './http_events.ts';
import { callerPlugin } from './identity/caller_plugin.ts';
import { invitationStatePlugin } from './identity/invitation_state.ts';
import { sessionRoutesPlugin } from './identity/session_routes.ts';
import { pageSizesPlugin } from './limits/page_sizes.ts';
import { persistedOperationsPlugin } from './limits/persisted_operations.ts';
import { queryLimitsPlugin } from './limits/query_limits.ts';
import { maskError } from './mask_error.ts';
import { draftRoomPlugin } from './schema/draft_room.ts';
import { entityIdsPlugin } from './schema/entity_ids.ts';
import { filterPlugins } from './schema/filters.ts';
import { namesPlugin } from './schema/names.ts';
import { naturalOrderPlugin } from './schema/natural_order.ts';
import { draftPlugin } from './schema/plugin.ts';
import { settingsOutPlugin } from './schema/settings_out.ts';
import { smartTags } from './schema/smart_tags.ts';
import { uuidScalarPlugin } from './schema/uuid_scalar.ts';
import { wholeListsPlugin } from './schema/whole_lists.ts';
import type { ApiServices } from './services.ts';
import { sharedSubscriptionsPlugin } from './shared_subscriptions.ts';
import { readSettings } from './viewer.ts';

/** Bytes of a request; a draft with a custom order of a hundred rounds needs about 20,000. */
const MOST_REQUEST_BYTES = 200_000;

/** How a request is answered is worked out within this time, in milliseconds; nobody else is answered meanwhile. */
const PLAN_WITHIN_MS = 1_000;
/** No step of an answer begins after this time, in milliseconds. */
const RUN_WITHIN_MS = 10_000;

/** PostGraphile over `app_public`: reads under row security, changes through the door, events live. */
export function apiPreset(services: ApiServices, visitorRole: string): GraphileConfig.Preset {
  const { access, identities } = services;
  return {
    extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset],
    plugins: [
      smartTags,
      namesPlugin,
      entityIdsPlugin,
      naturalOrderPlugin,
      ...filterPlugins,
      wholeListsPlugin,
      uuidScalarPlugin,
      settingsOutPlugin,
      draftRoomPlugin,
      draftPlugin(services),
      // Before it is judged who asks: whoever signs in may bring a cookie that is too old.
      sessionRoutesPlugin(services),
      invitationStatePlugin(services),
      callerPlugin(services),
      explorerPlugin(access),
      persistedOperationsPlugin(access.persistedOperations),
      queryLimitsPlugin(),
      pageSizesPlugin(),
      sharedSubscriptionsPlugin(visitorRole),
      httpEventsPlugin(services),
    ],
    // Without the Node plugin a column "id" is simply "id".
    schema: {
      // Lists hold rows, and a row that is not there is not in the list.
      pgForbidSetofFunctionsToReturnNull: true,
    },
    disablePlugins: ['NodePlugin', 'AddNodeInterfaceToSuitableTypesPlugin', 'QueryQueryPlugin'],
    grafast: {
      timeouts: { planning: PLAN_WITHIN_MS, execution: RUN_WITHIN_MS },
      async context({ node, ws }) {
        const request = node?.req ?? ws?.request;
        if (!request) throw new Error('Requests come through Node');
        const authorization = ws?.connectionParams?.['authorization'];
        // What a WebSocket was opened with may be too old by now, so each operation on it is asked again.
        const caller = node
          ? await identities.ofRequest(request)
          : await identities.callerOf(
              authorization === undefined ? undefined : String(authorization),
              request,
            );
        return {
          caller,
          address: services.addressOf(request),
          eventStream: eventStream(services, caller),
          pgSettings: readSettings(caller.viewer, visitorRole),
        };
      },
    },
    grafserv: {
      graphqlPath: '/graphql',
      websockets: true,
      graphiql: access.hasExplorer,
      maxRequestLength: MOST_REQUEST_BYTES,
      maskError: maskError(services.log),
    },
  };
}

import { PgSimplifyInflectionPreset } from '@graphile/simplify-inflection';
import type {} from 'postgraphile';
import type {} from 'postgraphile/grafserv/node';
import { OperationTypeNode, parse } from 'postgraphile/graphql';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { EXPLORER_FILES, EXPLORER_PATH } from '../http/headers.ts';
import { MOST_REQUEST_BYTES } from '../http/limits/sizes.ts';
import { answersPlugin } from './answers_plugin.ts';
import { DocumentErrors } from './document_errors.ts';
import { documentsPlugin } from './documents_plugin.ts';
import { eventSchemaRoutesPlugin } from './event_schema_routes.ts';
import { companyStream, eventStream } from './event_stream.ts';
import { editor, explorerPlugin } from './explorer.ts';
import { eventExportRoutePlugin } from './exports/event_export_route.ts';
import { exportRoutesPlugin } from './exports/export_routes.ts';
import { httpEventsPlugin } from './http_events.ts';
import { callerPlugin } from './identity/caller_plugin.ts';
import { invitationStatePlugin } from './identity/invitation_state.ts';
import { sessionRoutesPlugin } from './identity/session_routes.ts';
import { incomingRoutePlugin } from './incoming_route.ts';
import { operationsIn } from './limits/changes.ts';
import { goneSignal } from './limits/gone_signal.ts';
import { plannedReads, type Waiting } from './limits/limited_reads.ts';
import { OperationCosts } from './limits/operation_costs.ts';
import { operationCostsPlugin } from './limits/operation_costs_plugin.ts';
import { pageSizesPlugin } from './limits/page_sizes.ts';
import { persistedOperationsPlugin, readPersistedOperations } from './limits/persisted_operations.ts';
import { queryLimitsPlugin } from './limits/query_limits.ts';
import { payerOf } from './limits/work_budgets.ts';
import { maskError } from './mask_error.ts';
import { observedPlugin } from './observed_plugin.ts';
import { columnOrdersPlugin } from './schema/column_orders.ts';
import { datetimeScalarPlugin } from './schema/datetime_scalar.ts';
import { draftRoomPlugin } from './schema/draft_room.ts';
import { entityIdsPlugin } from './schema/entity_ids.ts';
import { conditionsPlugin } from './schema/filters.ts';
import { namesPlugin } from './schema/names.ts';
import { naturalOrderPlugin } from './schema/natural_order.ts';
import { needsPlugin } from './schema/needs.ts';
import { nullConditionsPlugin } from './schema/null_conditions.ts';
import { numbersPlugin } from './schema/numbers.ts';
import { playersPlugin } from './schema/player_filters.ts';
import { draftPlugin } from './schema/plugin.ts';
import { previewsPlugin } from './schema/previews_plugin.ts';
import { rankingsPlugin } from './schema/rankings.ts';
import { servicePlugin } from './schema/service.ts';
import { settingsOutPlugin } from './schema/settings_out.ts';
import { smartTags } from './schema/smart_tags.ts';
import { strategiesPlugin } from './schema/strategies.ts';
import { uuidScalarPlugin } from './schema/uuid_scalar.ts';
import { wholeListsPlugin } from './schema/whole_lists.ts';
import type { ApiServices } from './services.ts';
import { sharedSubscriptionsPlugin } from './shared_subscriptions.ts';
import { socketAnswersPlugin } from './socket_answers.ts';
import { readSettings } from './viewer.ts';

/** How a request is answered is worked out within this time, in milliseconds; nobody else is answered meanwhile. */
const PLAN_WITHIN_MS = 1_000;
/** No step of an answer begins after this time, in milliseconds. */
const RUN_WITHIN_MS = 10_000;

/** PostGraphile over `app_public`: reads under row security, changes through functions, events live. */
export function apiPreset(services: ApiServices, visitorRole: string): GraphileConfig.Preset {
  const { access, identities } = services;
  const persisted =
    access.persistedOperations === undefined ? null : readPersistedOperations(access.persistedOperations);
  const costs = new OperationCosts(
    access,
    [...(persisted?.values() ?? [])].map((text) => parse(text)),
  );
  const documents = new DocumentErrors(access.hasExplorer);
  return {
    extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset, editor],
    plugins: [
      observedPlugin(costs),
      // The outermost that changes answers: it sees every one.
      answersPlugin(services),
      smartTags,
      namesPlugin,
      entityIdsPlugin,
      columnOrdersPlugin,
      naturalOrderPlugin,
      conditionsPlugin,
      nullConditionsPlugin,
      playersPlugin,
      previewsPlugin,
      wholeListsPlugin,
      uuidScalarPlugin,
      datetimeScalarPlugin,
      settingsOutPlugin,
      strategiesPlugin(services),
      draftRoomPlugin,
      needsPlugin(services),
      rankingsPlugin,
      numbersPlugin(services),
      servicePlugin(services),
      draftPlugin(services),
      // Before it is judged who asks: whoever signs in may bring a cookie that is too old.
      sessionRoutesPlugin(services),
      invitationStatePlugin(services),
      callerPlugin(services),
      explorerPlugin(access),
      persistedOperationsPlugin(persisted),
      queryLimitsPlugin(),
      operationCostsPlugin(costs, services),
      pageSizesPlugin(),
      sharedSubscriptionsPlugin(services, visitorRole),
      socketAnswersPlugin(),
      httpEventsPlugin(services),
      exportRoutesPlugin(services, costs, visitorRole),
      eventExportRoutePlugin(services),
      eventSchemaRoutesPlugin(services),
      incomingRoutePlugin(services),
      // The last: it wraps how operations are parsed and executed.
      documentsPlugin(documents, services.log),
    ],
    // Without the Node plugin a column "id" is simply "id".
    schema: {
      // Lists hold rows, and a row that is not there is not in the list.
      pgForbidSetofFunctionsToReturnNull: true,
    },
    disablePlugins: ['NodePlugin', 'AddNodeInterfaceToSuitableTypesPlugin', 'QueryQueryPlugin'],
    grafast: {
      timeouts: { planning: PLAN_WITHIN_MS, execution: RUN_WITHIN_MS },
      async context({ node, ws }, { document, operationName }) {
        const request = node?.req ?? ws?.request;
        if (!request) throw new Error('Requests come through Node');
        // What a WebSocket was opened with may be too old by now, so each operation on it is asked again.
        const caller = node
          ? await identities.ofRequest(request)
          : await identities.ofSocket(ws?.connectionParams, request);
        const address = services.addressOf(request);
        const payer = payerOf(address, caller.viewer);
        costs.recognise(request, payer);
        const gone = goneSignal(node?.res, ws?.socket);
        // A WebSocket tells more (socket_answers.ts).
        const waiting: Waiting = { isOver: () => gone.aborted };
        const { userId } = caller.viewer;
        const operations = operationsIn(document);
        if (operations.has(OperationTypeNode.MUTATION)) services.noteWriter(userId);
        const onlyQueries = operations.size === 1 && operations.has(OperationTypeNode.QUERY);
        const use = services.readsFor(userId, onlyQueries);
        const reads = costs.reads(use, { document, operationName }, { payer, gone, waiting });
        return {
          caller,
          address,
          payer,
          waiting,
          reads,
          withPgClient: plannedReads(reads),
          eventStream: eventStream(services, caller, address, gone),
          companyStream: companyStream(services, caller, address, gone),
          pgSettings: { ...services.transactionSettings, ...readSettings(caller.viewer, visitorRole) },
        };
      },
    },
    grafserv: {
      graphqlPath: '/graphql',
      // Of queries alone. No page of somebody else reads an answer, or has it made with a cookie: identify.ts judges every request.
      graphqlOverGET: true,
      websockets: true,
      graphiql: access.hasExplorer,
      graphiqlPath: EXPLORER_PATH,
      graphiqlStaticPath: EXPLORER_FILES,
      // What /graphql answers must not depend on who asks for HTML.
      graphiqlOnGraphQLGET: false,
      maxRequestLength: MOST_REQUEST_BYTES,
      // Where an answer is made as a text, it is sent as it is (operation_costs_plugin.ts).
      outputDataAsString: true,
      maskError: maskError(services.log, documents),
    },
  };
}

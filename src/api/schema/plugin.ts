import type { PgResource } from 'postgraphile/@dataplan/pg';
import {
  context,
  type FieldArgs,
  get,
  lambda,
  listen,
  object,
  type Step,
  sideEffect,
} from 'postgraphile/grafast';
import { extendSchema } from 'postgraphile/utils';
import { readEvents } from '../../database/draft_history.ts';
import { readTime } from '../../database/reads.ts';
import type { LiveEvent } from '../../events/live_event.ts';
import { typedFields } from '../event_fields.ts';
import type { EventStream } from '../event_stream.ts';
import type { Caller } from '../identity/identify.ts';
import type { ApiServices } from '../services.ts';
import { eventObjectPlans } from './event_objects.ts';
import { inputs, parseInput } from './inputs.ts';
import { type Mutation, mutations } from './mutations.ts';
import { typeDefs } from './type_defs.ts';

/** What every request carries; `pgSettings` are beside it for PostGraphile. */
declare global {
  namespace Grafast {
    interface Context {
      caller: Caller;
      /** Where the request comes from, as far as proxies can be believed. */
      address: string;
      eventStream: EventStream;
    }
  }
}

/** The mutations and the events, as plans of our own: each mutation is one statement on our own pool. */
export function draftPlugin(services: ApiServices): GraphileConfig.Plugin {
  return extendSchema((build) => {
    const { drafts, leagues, teams, picks } = build.pgResources;
    if (!drafts || !leagues || !teams || !picks) throw new Error('The schema app_public is not migrated');
    const one = (resource: PgResource, column: string, from: string) => ({
      plan: ($payload: Step) => resource.get({ [column]: get($payload, from) }),
    });
    return {
      typeDefs,
      objects: {
        Mutation: {
          plans: Object.fromEntries(
            Object.entries(mutations(services)).map(([name, mutation]) => [
              name,
              mutationPlan(mutation, services),
            ]),
          ),
        },
        LeaguePayload: { plans: { league: one(leagues, 'id', 'leagueId') } },
        InvitationPayload: { plans: { team: one(teams, 'id', 'teamId') } },
        TeamPayload: { plans: { team: one(teams, 'id', 'teamId') } },
        DraftPayload: { plans: { draft: one(drafts, 'id', 'draftId') } },
        QueuePayload: { plans: { draft: one(drafts, 'id', 'draftId') } },
        MakePickPayload: {
          plans: {
            draft: one(drafts, 'id', 'draftId'),
            pick: {
              plan: ($payload: Step) =>
                picks.get({ draft_id: get($payload, 'draftId'), pick_number: get($payload, 'pickNumber') }),
            },
          },
        },
        ...eventObjectPlans(build.pgResources),
        Query: { plans: { databaseTime: () => sideEffect(null, () => readTime(services.db())) } },
        Draft: { plans: { events: eventsPlan(services) } },
        Subscription: { plans: { draftEvents: subscriptionPlan } },
      },
      interfaces: {
        DraftEvent: {
          planType: ($event: Step) => ({
            $__typename: get($event, '__typename'),
            planForType: () => $event,
          }),
        },
      },
    };
  }, 'DraftPlugin');
}

function mutationPlan(mutation: Mutation, { rateLimits }: ApiServices) {
  return (_$root: Step, fieldArgs: FieldArgs) => {
    const $input = object(
      Object.fromEntries(mutation.argumentNames.map((name) => [name, fieldArgs.getRaw(name)])),
    );
    return sideEffect(
      [$input, context().get('caller'), context().get('address')],
      async ([input, caller, address]) => {
        await rateLimits.countMutation(caller.viewer, address);
        return mutation.run(input, caller);
      },
    );
  };
}

function eventsPlan({ db }: ApiServices) {
  // The draft itself was read under row security: who gets here may see its events.
  return ($draft: Step & { get(column: string): Step }, fieldArgs: FieldArgs) =>
    lambda(
      [$draft.get('id'), fieldArgs.getRaw('after'), fieldArgs.getRaw('first')],
      async ([draftId, ...range]) => {
        const { after, first } = parseInput(inputs.events, { after: range[0], first: range[1] });
        const events = await readEvents(db(), draftId, after, first);
        return events.map(typedFields);
      },
    );
}

const subscriptionPlan = {
  subscribePlan: (_$root: Step, fieldArgs: FieldArgs) =>
    listen(
      context().get('eventStream'),
      lambda([fieldArgs.getRaw('draftId'), fieldArgs.getRaw('after')], ([draftId, after]) =>
        JSON.stringify({ draftId, after }),
      ),
    ),
  plan: ($event: Step<LiveEvent>) => lambda($event, typedFields),
};

import {
  context,
  type FieldArgs,
  get,
  lambda,
  listen,
  loadMany,
  object,
  type Step,
  sideEffect,
} from 'postgraphile/grafast';
import { extendSchema } from 'postgraphile/utils';
import { readTime } from '../../database/clock.ts';
import type { Company } from '../../database/company.ts';
import { readNews } from '../../database/events.ts';
import type { LiveEvent } from '../../events/live_event.ts';
import { typedFields } from '../event_fields.ts';
import type { CompanyStream, EventStream } from '../event_stream.ts';
import type { Caller } from '../identity/identify.ts';
import { countingDrafts } from '../limits/drafts_told.ts';
import type { Reads, Waiting } from '../limits/limited_reads.ts';
import type { Payer } from '../limits/work_budgets.ts';
import type { ApiServices } from '../services.ts';
import { decided } from '../undecided.ts';
import { READ_SETTINGS } from '../viewer.ts';
import { draftAtPlan } from './draft_at.ts';
import { eventObjectPlans } from './event_objects.ts';
import { inputs, parseInput } from './inputs.ts';
import type { Mutation } from './mutations/mutation.ts';
import { payloadRowPlans } from './mutations/payload_rows.ts';
import { mutations } from './mutations/registry.ts';
import { rollBackPreviewPlan } from './roll_back_preview.ts';
import { typeDefs } from './type_defs.ts';

/** What every request carries; `pgSettings` are beside it for PostGraphile. */
declare global {
  namespace Grafast {
    interface Context {
      caller: Caller;
      /** Where the request comes from, as far as proxies can be believed. */
      address: string;
      payer: Payer;
      waiting: Waiting;
      /** Reads of the database, limited; never on the connections of the mutations. */
      reads: Reads;
      eventStream: EventStream;
      companyStream: CompanyStream;
    }
  }
}

/** The mutations and the events, as plans of our own: each mutation is one statement on our own pool. */
export function draftPlugin(services: ApiServices): GraphileConfig.Plugin {
  return extendSchema((build) => {
    return {
      typeDefs,
      objects: {
        Mutation: {
          plans: Object.fromEntries(
            mutations.map((mutation) => [mutation.name, mutationPlan(mutation, services)]),
          ),
        },
        ...payloadRowPlans(build.pgResources),
        ...eventObjectPlans(build.pgResources),
        Query: {
          plans: {
            databaseTime: () => sideEffect(context().get('reads'), timeOf),
            draftAt: draftAtPlan(services),
            rollBackPreview: rollBackPreviewPlan(services),
          },
        },
        Draft: { plans: { events: eventsPlan(services) } },
        Subscription: { plans: { draftEvents: subscriptionPlan, draftCompany: companyPlan } },
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

function mutationPlan(mutation: Mutation, services: ApiServices) {
  return (_$root: Step, fieldArgs: FieldArgs) => {
    const $input = object(
      Object.fromEntries(mutation.argumentNames.map((name) => [name, fieldArgs.getRaw(name)])),
    );
    return sideEffect(
      [$input, context().get('caller'), context().get('address')],
      async ([input, caller, address]) => {
        const { viewer } = caller;
        await services.rateLimits.countMutation(viewer, address, mutation.countsAs);
        const run = () =>
          services.changes.run(viewer, address, () =>
            decided(() =>
              countingDrafts(
                services,
                { viewer, address },
                (announcer) => mutation.run({ ...services, announcer }, input, caller),
                mutation.countsMore,
              ),
            ),
          );
        if (!mutation.countedAs) return run();
        return services.rateLimits.create(mutation.countedAs, viewer, address, run);
      },
    );
  };
}

function timeOf(reads: Reads): Promise<string> {
  return reads(null, readTime);
}

/** The events of all drafts that are asked for at once are one statement. */
function eventsPlan({ apiRole }: ApiServices) {
  // The draft itself was read under row security: who gets here may see its events.
  const settings = { role: apiRole, ...READ_SETTINGS };
  return ($draft: Step & { get(column: string): Step }, fieldArgs: FieldArgs) =>
    loadMany($draft.get('id') as Step<string>, {
      name: 'events',
      shared: () =>
        object({
          reads: context().get('reads'),
          after: fieldArgs.getRaw('after'),
          first: fieldArgs.getRaw('first'),
        }),
      // Made anew for each field: what is loaded by the same function is loaded at once, whatever range it is of.
      async load(draftIds, { shared: { reads, ...range } }) {
        const { after, first } = parseInput(inputs.events, range);
        const seen = [...new Set(draftIds)].map((draftId) => ({ draftId, version: after }));
        const rows = await reads(settings, (db) => readNews(db, seen, first));
        const byDraft = Map.groupBy(rows, ({ draftId }) => draftId);
        return draftIds.map((draftId) => (byDraft.get(draftId) ?? []).map(typedFields));
      },
    });
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

const companyPlan = {
  subscribePlan: (_$root: Step, fieldArgs: FieldArgs) =>
    listen(context().get('companyStream'), fieldArgs.getRaw('draftId') as Step<string>),
  plan: ($company: Step<Company>) => $company,
};

import type { PgResource } from 'postgraphile/@dataplan/pg';
import { context, get, object, type Step, sideEffect } from 'postgraphile/grafast';
import { extendSchema } from 'postgraphile/utils';
import { readNeeds } from '../../database/fields.ts';
import type { Reads } from '../limits/limited_reads.ts';
import type { ApiServices } from '../services.ts';
import { READ_SETTINGS } from '../viewer.ts';
import { needsSdl } from './sdl/needs.ts';

/** What waits for the person who asks: ids from one read, rows beside them under the rights of that person. */
export function needsPlugin({ apiRole }: Pick<ApiServices, 'apiRole'>): GraphileConfig.Plugin {
  const settings = { role: apiRole, ...READ_SETTINGS };
  const needsOf = ({ reads, userId }: { readonly reads: Reads; readonly userId: string }) =>
    reads(settings, (db) => readNeeds(db, userId));
  return extendSchema(({ pgResources }) => {
    const { drafts, picks, teams, invitations } = pgResources;
    if (!drafts || !picks || !teams || !invitations) throw new Error('The schema app_public is not migrated');
    const one = (rows: PgResource, from: string) => ($need: Step) =>
      rows.get({ id: get($need, from) }) as Step;
    return {
      typeDefs: needsSdl,
      objects: {
        Me: {
          plans: {
            needs: ($me: Step) =>
              sideEffect(
                object({ reads: context().get('reads'), userId: get($me, 'id') as Step<string> }),
                needsOf,
              ),
          },
        },
        Need: {
          plans: {
            team: one(teams, 'teamId'),
            draft: one(drafts, 'draftId'),
            invitation: one(invitations, 'invitationId'),
            pick: ($need: Step) =>
              picks.get({ draft_id: get($need, 'draftId'), pick_number: get($need, 'pickNumber') }) as Step,
          },
        },
      },
    };
  }, 'DraftNeedsPlugin');
}

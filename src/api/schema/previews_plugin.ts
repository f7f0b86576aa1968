import type { PgSelectStep } from 'postgraphile/@dataplan/pg';
import type { Step } from 'postgraphile/grafast';
import type { SQL } from 'postgraphile/pg-sql2';
import { isNoPreview, isOfNoPreview } from '../../database/fragments.ts';

/** The lists that leave out previews: all in which drafts, leagues and teams are found that nobody named. */
const LISTS: Readonly<Record<string, (alias: SQL) => SQL>> = {
  'Query.drafts': isNoPreview,
  'Query.leagues': isNoPreview,
  'League.drafts': isNoPreview,
  'PlayerPool.drafts': isNoPreview,
  'User.leaguesRun': isNoPreview,
  'User.teamsManaged': isOfNoPreview,
};

/** Leaves previews out of every list: whoever has the link of one asks for it by its id. Those of the viewer do so by themselves (draft_room.ts). */
export const previewsPlugin: GraphileConfig.Plugin = {
  name: 'DraftPreviewsPlugin',
  version: '1.0.0',
  schema: {
    hooks: {
      GraphQLObjectType_fields_field(field, _build, { scope, Self }) {
        const { plan } = field;
        const condition = LISTS[`${Self.name}.${scope.fieldName}`];
        if (!condition || !plan) return field;
        return {
          ...field,
          plan($parent, fieldArgs, info) {
            const $list = plan($parent, fieldArgs, info) as Step;
            const $rows = ($list as unknown as { getSubplan(): PgSelectStep }).getSubplan();
            $rows.where(condition($rows.alias));
            return $list;
          },
        };
      },
    },
  },
};

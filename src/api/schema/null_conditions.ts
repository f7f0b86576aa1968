import type { GrafastInputFieldConfig } from 'postgraphile/grafast';

/**
 * Filters nothing by null where a row always has a value: clients send null for a variable that is not set, and no row could be
 * found. Where a row may have none, as a team no manager, null asks for those that have none.
 */
export const nullConditionsPlugin: GraphileConfig.Plugin = {
  name: 'DraftNullConditionsPlugin',
  version: '1.0.0',
  schema: {
    hooks: {
      GraphQLInputObjectType_fields_field(field, _build, { scope }) {
        const { apply } = field as GrafastInputFieldConfig;
        if (!scope.isPgConnectionConditionInputField || !scope.pgAttribute?.notNull || !apply) return field;
        return {
          ...field,
          apply: ((condition, value, info) =>
            value === null ? undefined : apply(condition, value, info)) satisfies typeof apply,
        };
      },
    },
  },
};

import { type PgCodecWithAttributes, type PgSelectQueryBuilder, TYPES } from 'postgraphile/@dataplan/pg';
import { columnOf, isNull } from '../../database/fragments.ts';

const DIRECTIONS = [
  ['asc', 'ASC'],
  ['desc', 'DESC'],
] as const;

type Rows = Pick<PgSelectQueryBuilder, 'alias' | 'orderBy' | 'setOrderIsUnique'>;

/**
 * Orders by a column in a way that pages can be cut from at every row. PostGraphile's own lose and repeat rows in three cases: behind a row
 * without a value, since they take nulls for the other end of the list, and since the cursor of a row without a number says 0; and where the
 * column is only the first of several that are unique together, since they take it for unique by itself.
 */
export const columnOrdersPlugin: GraphileConfig.Plugin = {
  name: 'DraftColumnOrdersPlugin',
  version: '1.0.0',
  after: ['PgOrderAllAttributesPlugin'],
  schema: {
    hooks: {
      GraphQLEnumType_values(values, { inflection, pgTableResource }, { scope }) {
        if (!scope.isPgRowSortEnum || !scope.pgCodec?.attributes) return values;
        const codec = scope.pgCodec as PgCodecWithAttributes;
        const uniques = pgTableResource(codec)?.uniques ?? [];
        const ordered = { ...values };
        for (const [attribute, { codec: column, notNull = false }] of Object.entries(codec.attributes)) {
          const isUnique = notNull && uniques.some(({ attributes }) => attributes.join() === attribute);
          const keepingNull = {
            ...column,
            fromPg: (text: string) => (text === null ? null : column.fromPg(text)),
          };
          for (const [variant, direction] of DIRECTIONS) {
            const name = inflection.orderByAttributeEnum({ codec, attributeName: attribute, variant });
            const apply = (rows: Rows) => {
              const fragment = columnOf(rows.alias, attribute);
              // Among rows that all have a value, or all have none, no null is on the other side of another one.
              if (!notNull) rows.orderBy({ fragment: isNull(fragment), codec: TYPES.boolean, direction });
              rows.orderBy({ fragment, codec: keepingNull, nullable: !notNull, direction });
              if (isUnique) rows.setOrderIsUnique();
            };
            const value = ordered[name];
            if (value) ordered[name] = { ...value, extensions: { grafast: { apply } } };
          }
        }
        return ordered;
      },
    },
  },
};

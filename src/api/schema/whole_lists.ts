/** Lists in a column, such as the positions of a player, hold no nulls, and say so. */
export const wholeListsPlugin: GraphileConfig.Plugin = {
  name: 'DraftWholeListsPlugin',
  version: '1.0.0',
  schema: {
    hooks: {
      GraphQLObjectType_fields_field(field, { graphql }, { scope: { pgFieldAttribute } }) {
        const { GraphQLList, GraphQLNonNull, getNullableType, isListType } = graphql;
        const list = getNullableType(field.type);
        if (!pgFieldAttribute || !isListType(list) || graphql.isNonNullType(list.ofType)) return field;
        const whole = new GraphQLList(new GraphQLNonNull(list.ofType));
        return { ...field, type: graphql.isNonNullType(field.type) ? new GraphQLNonNull(whole) : whole };
      },
    },
  },
};

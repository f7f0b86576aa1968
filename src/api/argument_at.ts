import { type ASTNode, GraphQLError, Kind, parse, visit } from 'postgraphile/graphql';

/**
 * The argument in which a value stands that is written in a document, and where in it: `teams.0.managerId`. Empty where there is none.
 * @param position where the value begins, in characters
 */
export function argumentAt(text: string, position: number): string {
  const path: string[] = [];
  try {
    visit(parse(text), {
      enter(node, key, _parent, _way, ancestors) {
        if (!holds(node, position)) return false;
        if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) path.push(node.name.value);
        const around = ancestors.at(-1);
        const isEntry = around !== undefined && 'kind' in around && around.kind === Kind.LIST;
        if (isEntry && typeof key === 'number') path.push(String(key));
        return undefined;
      },
    });
  } catch (error) {
    // A text that cannot be parsed has no argument.
    if (!(error instanceof GraphQLError)) throw error;
  }
  return path.join('.');
}

function holds({ loc }: ASTNode, position: number): boolean {
  return loc !== undefined && loc.start <= position && position < loc.end;
}

import { type DocumentNode, Kind, Lexer, OperationTypeNode, Source, TokenKind } from 'postgraphile/graphql';

const OPERATIONS: readonly string[] = Object.values(OperationTypeNode);

/** Whether all operations of a document change something. */
export function isChange({ definitions }: DocumentNode): boolean {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return (
    operations.length > 0 && operations.every(({ operation }) => operation === OperationTypeNode.MUTATION)
  );
}

/** What the operations of a document are, each once. */
export function operationsIn({ definitions }: DocumentNode): ReadonlySet<OperationTypeNode> {
  return new Set(
    definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? [definition.operation] : [],
    ),
  );
}

/** {@link isChange} of a text that was not parsed yet. */
export function looksLikeChange(text: string): boolean {
  return hasOnly(OperationTypeNode.MUTATION, text);
}

/** Whether all operations of a text follow something. */
export function looksLikeSubscription(text: string): boolean {
  return hasOnly(OperationTypeNode.SUBSCRIPTION, text);
}

/** Whether a text that was not parsed yet has operations of that kind alone: by the words that stand outside of all brackets. */
function hasOnly(wanted: OperationTypeNode, text: string): boolean {
  if (!text.includes(wanted)) return false;
  const lexer = new Lexer(new Source(text));
  let depth = 0;
  let isFirst = true;
  let found = 0;
  try {
    while (lexer.advance().kind !== TokenKind.EOF) {
      const { kind, value } = lexer.token;
      if (depth === 0 && isFirst && kind === TokenKind.BRACE_L) return false;
      if (depth === 0 && isFirst && OPERATIONS.includes(value)) {
        if (value !== wanted) return false;
        found += 1;
      }
      if (kind === TokenKind.BRACE_L) depth += 1;
      if (kind === TokenKind.BRACE_R) depth -= 1;
      // A definition begins where the last one ended.
      isFirst = depth === 0 && kind === TokenKind.BRACE_R;
    }
  } catch {
    // What cannot be read is none; the parser tells it.
    return false;
  }
  return found > 0;
}

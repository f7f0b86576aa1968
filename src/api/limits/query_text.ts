import { Lexer, Source, TokenKind } from 'postgraphile/graphql';
import { ServiceError } from '../../service_errors.ts';

const MOST_TOKENS = 10_000;
/** Characters of a name. An alias stands in the answer once for each row, so a long one makes a small query's answer huge. */
const LONGEST_NAME = 64;
/** The parser calls itself for each bracket it opens; far fewer than would overflow its stack. */
const DEEPEST_BRACKETS = 40;

const OPENING: readonly TokenKind[] = [TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L];
const CLOSING: readonly TokenKind[] = [TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R];

/**
 * What is too much of in a text that would cost too much to be parsed (QUERY_TOO_LARGE); null where it may be. What is not
 * GraphQL at all is left to the parser, which says where.
 */
export function judgeQueryText(text: string): ServiceError | null {
  const lexer = new Lexer(new Source(text));
  let depth = 0;
  try {
    for (let tokens = 1; lexer.advance().kind !== TokenKind.EOF; tokens += 1) {
      if (tokens > MOST_TOKENS) return tooLarge('tokens', MOST_TOKENS);
      if (lexer.token.kind === TokenKind.NAME && lexer.token.value.length > LONGEST_NAME) {
        return tooLarge('nameLength', LONGEST_NAME);
      }
      if (OPENING.includes(lexer.token.kind)) depth += 1;
      if (CLOSING.includes(lexer.token.kind)) depth -= 1;
      if (depth > DEEPEST_BRACKETS) return tooLarge('brackets', DEEPEST_BRACKETS);
    }
  } catch {
    // The parser stumbles over the same, and tells it.
  }
  return null;
}

/** What there is too much of, how much there may be, and what else a client needs to act. */
export function tooLarge(
  what: string,
  limit: number,
  others: Readonly<Record<string, unknown>> = {},
): ServiceError {
  return new ServiceError('QUERY_TOO_LARGE', { what, limit, ...others });
}

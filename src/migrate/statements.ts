/** One statement of a file of SQL. */
export interface Statement {
  /** Its text, without comments before it and without the semicolon behind it. */
  readonly text: string;
  /** The lines of its first and of its last character, from 0. */
  readonly lines: readonly [first: number, last: number];
}

/** What a semicolon does not end: quoted texts and names, dollar quotes, comments. */
const TOKENS =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?\*\/)|'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<tag>\$(?:[a-z_]\w*)?\$)[\s\S]*?\k<tag>|(?<end>;)|[^\s;]/gi;

/** Splits a file of SQL at its semicolons. */
export function statementsOf(sql: string): Statement[] {
  const statements: Statement[] = [];
  let from: number | null = null;
  let to = 0;
  const finish = () => {
    if (from !== null) {
      const lines = [lineOf(sql, from), lineOf(sql, Math.max(from, to - 1))] as const;
      statements.push({ text: sql.slice(from, to), lines });
    }
    from = null;
  };
  for (const token of sql.matchAll(TOKENS)) {
    if (token.groups?.['comment'] !== undefined) continue;
    if (token.groups?.['end'] !== undefined) finish();
    else {
      from ??= token.index;
      to = token.index + token[0].length;
    }
  }
  finish();
  return statements;
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length - 1;
}

/** One write to a table in the text of a function. Columns: of an update those it sets; of an insert those it names, `*` where it names none. */
export interface SqlWrite {
  readonly verb: 'insert' | 'update' | 'delete' | 'unreadable';
  /** Without its schema; of what cannot be read, the statement's first word. */
  readonly table: string;
  readonly columns: readonly string[];
}

const TABLE = String.raw`(?:only\s+)?(?:"?\w+"?\.)?"?(\w+)"?`;
const END_OF_SET = /^(?:from|where|returning)\b/;

/**
 * Every insert, update and delete in the text of an SQL or plpgsql function, those in common table expressions and after
 * `on conflict` included. What may write without naming its table (execute, merge, copy, truncate) is unreadable.
 */
export function sqlWrites(source: string): SqlWrite[] {
  const text = plain(source);
  const inserts = [...text.matchAll(new RegExp(String.raw`\binsert\s+into\s+${TABLE}([^;]*)`, 'g'))].flatMap(
    ([, table = '', rest = '']): SqlWrite[] => {
      const named = /^\s*(?:as\s+\w+\s*)?\(([^()]*)\)/.exec(rest)?.[1];
      const insert = {
        verb: 'insert',
        table,
        columns: named?.split(',').map((name) => name.trim()) ?? ['*'],
      } as const;
      const set = /\bdo\s+update\s+set\s+(.*)/.exec(rest)?.[1];
      return set === undefined ? [insert] : [insert, { verb: 'update', table, columns: columnsSet(set) }];
    },
  );
  const updates = [
    ...text.matchAll(
      new RegExp(String.raw`\bupdate\s+${TABLE}(?:\s+(?:as\s+)?(?!set\b)\w+)?\s+set\s+([^;]*)`, 'g'),
    ),
  ].map(([, table = '', set = '']): SqlWrite => ({ verb: 'update', table, columns: columnsSet(set) }));
  const deletes = [...text.matchAll(new RegExp(String.raw`\bdelete\s+from\s+${TABLE}`, 'g'))].map(
    ([, table = '']): SqlWrite => ({ verb: 'delete', table, columns: [] }),
  );
  const unreadable = [...text.matchAll(/\b(execute|merge|copy|truncate)\b/g)].map(
    ([, word = '']): SqlWrite => ({ verb: 'unreadable', table: word, columns: [] }),
  );
  return [...inserts, ...updates, ...deletes, ...unreadable];
}

/** On one line in small letters, without comments and the contents of texts. */
function plain(source: string): string {
  return (
    source
      .replace(/'(?:[^']|'')*'|--[^\n]*|\/\*.*?\*\//gs, (found) => (found.startsWith("'") ? "''" : ' '))
      .toLowerCase()
      .replace(/\s+/g, ' ')
      // A comparison: no clause begins at its from.
      .replace(/\bdistinct from\b/g, 'distinct')
  );
}

/** The columns on the left of a set clause; what follows the clause is left out. */
function columnsSet(set: string): string[] {
  const parts = [''];
  let depth = 0;
  for (let i = 0; i < set.length && depth >= 0; i += 1) {
    const isWordStart = i === 0 || set[i - 1] === ' ';
    if (depth === 0 && isWordStart && END_OF_SET.test(set.slice(i))) break;
    if (set[i] === '(') depth += 1;
    if (set[i] === ')') depth -= 1;
    if (set[i] === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${set[i] ?? ''}`);
  }
  return parts.flatMap((part) => {
    const left = part.split('=')[0] ?? '';
    return left
      .replace(/[()"]|\brow\b/g, '')
      .split(',')
      .map((name) => name.trim());
  });
}

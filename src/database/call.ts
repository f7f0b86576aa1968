import type { QueryResultRow } from 'pg';
import { instantText } from '../draft/instant_text.ts';
import { type SpanAbout, within } from '../telemetry/spans.ts';
import { type Actor, actorValues } from './actor.ts';
import { withRetries } from './draft_errors.ts';
import { type Functions, signatures } from './generated/functions.ts';
import type { Queryable } from './queryable.ts';

/** A function of app_private that this folder calls. */
export type FunctionName = keyof Functions;
/** What a function takes, in order. An interval is a number of milliseconds, jsonb any value that JSON can hold. */
export type Arguments<Name extends FunctionName> = Functions[Name]['args'];
/** A row of what a function answers; where that is one value, a row with an `answer`. */
export type Row<Name extends FunctionName> = Functions[Name]['row'];

/** Functions that answer one value instead of rows. */
type ValueFunction = {
  [Name in FunctionName]: (typeof signatures)[Name]['columns'] extends null ? Name : never;
}[FunctionName];

/** Times as texts with microseconds, in the form of {@link instantText}; as a Date they end at the millisecond. */
type AsTexts<R> = {
  [Column in keyof R]: unknown extends R[Column]
    ? R[Column]
    : Date extends R[Column]
      ? string | Exclude<R[Column], Date>
      : R[Column];
};
type Columns<Name extends FunctionName> = Extract<keyof Row<Name>, string>;
interface RowOptions<Column> {
  /** The columns to read; default: all. */
  readonly columns?: readonly Column[];
  readonly times?: 'Date' | 'text';
}

interface Signature {
  readonly args: readonly string[];
  readonly columns: Readonly<Record<string, string>> | null;
  readonly times: readonly string[];
}

/** A call of a function, as one statement whose text never changes. */
class FunctionCall<Name extends FunctionName, R> {
  readonly #name: Name;
  readonly #options: RowOptions<string>;
  readonly #about: SpanAbout;
  #text: string | null = null;

  constructor(name: Name, options: RowOptions<string>) {
    this.#name = name;
    this.#options = options;
    this.#about = {
      name,
      kind: 'client',
      attributes: {
        'db.system.name': 'postgresql',
        'db.operation.name': 'SELECT',
        'db.stored_procedure.name': name,
      },
    };
  }

  /**
   * The same call, with rows of a narrower type: what is known beyond the catalog, such as the members of a JSON value, or that a
   * column is never null. The columns must be the same.
   */
  as<Narrower extends R & Record<Exclude<keyof Narrower, keyof R>, never>>(): FunctionCall<Name, Narrower> {
    return this as unknown as FunctionCall<Name, Narrower>;
  }

  /** All rows. Throws a DraftError where the function refuses. */
  async all(db: Queryable, args: Arguments<Name>): Promise<R[]> {
    // Not before the first call: what writes the signatures imports this file while they are old.
    this.#text ??= callText(this.#name, this.#options);
    const text = this.#text;
    const values = encode(signatures[this.#name].args, args);
    const { rows } = await within(this.#about, () =>
      withRetries(() => db.query<QueryResultRow>(text, values)),
    );
    return (this.#options.times === 'text' ? rows.map(withTexts(signatures[this.#name].times)) : rows) as R[];
  }

  /** The one row of a function that always answers one. Throws a DraftError where the function refuses. */
  async one(db: Queryable, args: Arguments<Name>): Promise<R> {
    const [row] = await this.all(db, args);
    if (row === undefined) throw new Error(`${this.#name} answered nothing`);
    return row;
  }

  /** The first row, or null where there is none. Throws a DraftError where the function refuses. */
  async first(db: Queryable, args: Arguments<Name>): Promise<R | null> {
    return (await this.all(db, args))[0] ?? null;
  }
}

/** A call of a function that answers rows. */
export function rowsOf<Name extends FunctionName, Column extends Columns<Name> = Columns<Name>>(
  name: Name,
  options: RowOptions<Column> & { readonly times: 'text' },
): FunctionCall<Name, AsTexts<Pick<Row<Name>, Column>>>;
export function rowsOf<Name extends FunctionName, Column extends Columns<Name> = Columns<Name>>(
  name: Name,
  options?: RowOptions<Column>,
): FunctionCall<Name, Pick<Row<Name>, Column>>;
export function rowsOf<Name extends FunctionName>(
  name: Name,
  options: RowOptions<string> = {},
): FunctionCall<Name, unknown> {
  return new FunctionCall(name, options);
}

const values = new Map<ValueFunction, FunctionCall<ValueFunction, { answer: unknown }>>();

/** Calls a function that answers one value, never null. Throws a DraftError where it refuses. */
export async function call<Name extends ValueFunction>(
  db: Queryable,
  name: Name,
  args: Arguments<Name>,
): Promise<NonNullable<Row<Name>['answer']>> {
  let known = values.get(name);
  if (!known) {
    known = new FunctionCall(name, {});
    values.set(name, known);
  }
  const { answer } = await known.one(db, args);
  if (answer === null) throw new Error(`${name} answered null`);
  return answer as NonNullable<Row<Name>['answer']>;
}

/** Writes the times of a row as clients get all of them: the database leaves zeros behind the last digit out. */
function withTexts(timed: readonly string[]): (row: QueryResultRow) => QueryResultRow {
  return (row) => {
    for (const column of timed) {
      const text: unknown = row[column];
      if (typeof text === 'string') row[column] = instantText(text);
    }
    return row;
  };
}

/** The statement that calls a function. Exported for its test. */
export function callText(name: FunctionName, { columns, times = 'Date' }: RowOptions<string> = {}): string {
  const { args, columns: names, times: timed }: Signature = signatures[name];
  const call = `app_private.${name}(${parameters(args)})`;
  const asText = (column: string, expression: string) =>
    times === 'text' && timed.includes(column) ? `to_jsonb(${expression}) #>> '{}'` : expression;
  if (names === null) return `select ${asText('answer', call)} as answer`;
  const read = (columns ?? Object.keys(names)).map((column) => {
    const expression = asText(column, names[column] ?? column);
    return expression === column ? column : `${expression} as "${column}"`;
  });
  return `select ${read.join(', ')} from ${call}`;
}

function parameters(types: readonly string[]): string {
  let last = 0;
  const next = () => `$${++last}`;
  return types
    .map((type) => {
      if (type === 'app_private.actor') return `row(${next()}::text, ${next()}::uuid)::app_private.actor`;
      return type === 'interval' ? `${next()} * interval '1 millisecond'` : next();
    })
    .join(', ');
}

/** The values of a statement's parameters: an actor takes two, JSON is written out. */
function encode(types: readonly string[], args: readonly unknown[]): unknown[] {
  return args.flatMap((value, place) => {
    const type = types[place];
    if (type === 'app_private.actor') return actorValues(value as Actor);
    return [type === 'jsonb' && value !== null ? JSON.stringify(value) : value];
  });
}

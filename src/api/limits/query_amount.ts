/** A list that a selection asks for. */
interface AskedList {
  /** Its type and its field, such as `DraftSettings.rosterSlots`. */
  readonly field: string;
  /** Rows that it can have in all, for one row of what the whole is selected from. */
  readonly rows: number;
  /** Whether it can be asked for in pages. */
  readonly hasPages: boolean;
}

/** How much a selection asks for. */
export interface Shape {
  /** Fields on this level. */
  width: number;
  depth: number;
  fields: number;
  aliases: number;
  directives: number;
  planning: number;
  /** Rows for one row of what it is selected from. */
  rows: number;
  /** Values for one row of what it is selected from. */
  values: number;
  /** The list of most rows, the outer one of two alike; null where there is none. */
  largest: AskedList | null;
}

export const NOTHING: Shape = {
  width: 0,
  depth: 0,
  fields: 0,
  aliases: 0,
  directives: 0,
  planning: 0,
  rows: 0,
  values: 0,
  largest: null,
};

/** The list of more rows; the first of two alike. */
export function largerList(one: AskedList | null, other: AskedList | null): AskedList | null {
  return one && other ? (other.rows > one.rows ? other : one) : (one ?? other);
}

/** What a client is told of the list that is most at fault, where there are too many rows or values. */
export function toldOfLargest(what: string, { largest }: Shape): Readonly<Record<string, unknown>> {
  if (largest === null || (what !== 'rows' && what !== 'values')) return {};
  const { field, rows, hasPages } = largest;
  return { field, fieldRows: rows, hasPages };
}

/** A file as rows of texts under headers, whatever it was. */
export interface Table {
  /** What the file is, for the report: "CSV with semicolons, header in line 1". */
  readonly format: string;
  /** What parts the cells; null where that is no character. */
  readonly delimiter: string | null;
  readonly headers: readonly string[];
  readonly rows: readonly TableRow[];
  /** Entries that are left out without being faults. */
  readonly leftOut: number;
  /** What other headers said for this table, by the header: how the report says it. */
  readonly helpers: ReadonlyMap<string, string>;
}

/** How large a table may be: for texts of somebody who is not at the command line. */
export interface TableLimits {
  readonly rows: number;
  readonly columns: number;
  /** Characters of a row. */
  readonly rowLength: number;
}

/** A row and where it stands in the file: its line, or the place of the entry. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

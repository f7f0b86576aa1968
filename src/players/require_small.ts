import { ImportError } from './import_error.ts';
import type { TableLimits } from './table.ts';

/** Refuses a table that is larger than it may be. */
export function requireSmall(columns: number, rows: number, limits: TableLimits): void {
  if (columns > limits.columns) throw new ImportError(`The file has more than ${limits.columns} columns.`);
  if (rows > limits.rows) throw new ImportError(`The file has more than ${limits.rows} rows.`);
}

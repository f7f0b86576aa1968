import type { RejectedRow } from './rows.ts';

/** A file that was not imported: nothing of it. The message says why and what to do; rejected rows are listed. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly rejected: readonly RejectedRow[];
  /** What was read as what until then, in lines. */
  readonly report: readonly string[];

  constructor(message: string, rejected: readonly RejectedRow[] = [], report: readonly string[] = []) {
    super(message);
    this.rejected = rejected;
    this.report = report;
  }
}

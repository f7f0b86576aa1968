import type { RejectedRow } from './rows.ts';

/** A file that was not imported: nothing of it. The message says why and what to do; rejected rows are listed. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  /** Why, without what to do about it at the command line. */
  readonly why: string;
  readonly rejected: readonly RejectedRow[];
  /** What was read as what until then, in lines. */
  readonly report: readonly string[];

  /** @param remedy what to do about it at the command line */
  constructor(
    why: string,
    rejected: readonly RejectedRow[] = [],
    report: readonly string[] = [],
    { remedy }: { readonly remedy?: string } = {},
  ) {
    super(remedy === undefined ? why : `${why} ${remedy}`);
    this.why = why;
    this.rejected = rejected;
    this.report = report;
  }
}

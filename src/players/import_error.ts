import type { RejectedRow } from './rows.ts';

/** A file that was not imported: nothing of it. The message says why and what to do; rejected rows are listed. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly rejected: readonly RejectedRow[];

  constructor(message: string, rejected: readonly RejectedRow[] = []) {
    super(message);
    this.rejected = rejected;
  }
}

/** PostgreSQL's answer to a statement is complete, and outside of a transaction: what it did is committed. */
const READY_FOR_QUERY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
const PICK = 'app_private.apply_picks(';
/** How graphile-worker names the statement that ends a job. */
const COMPLETION = 'complete_job/';
/** The message that prepares a statement: its name, then its text. */
const PREPARED_PICK = /P[\s\S]{4}([\w/.-]+)\0[^\0]*app_private\.apply_picks\(/g;

/** What one connection says, as far as faults want to know it: a message that is cut in two goes unnoticed. */
export class Wire {
  /** Names of prepared statements that pick. */
  readonly #picks = new Set<string>();

  /** Whether the client asks for picks with this. */
  asksForPicks(chunk: Buffer): boolean {
    const text = chunk.toString('latin1');
    for (const [, name] of text.matchAll(PREPARED_PICK)) if (name) this.#picks.add(name);
    return text.includes(PICK) || [...this.#picks].some((name) => text.includes(`\0${name}\0`));
  }
}

/** Whether graphile-worker says with this that a job is done. */
export function completesJob(chunk: Buffer): boolean {
  return chunk.includes(COMPLETION);
}

/** Whether the server has answered, with this, all it was asked, and is in no transaction. */
export function hasCommitted(chunk: Buffer): boolean {
  return chunk.subarray(-READY_FOR_QUERY.length).equals(READY_FOR_QUERY);
}

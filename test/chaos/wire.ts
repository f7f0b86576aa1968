/** PostgreSQL's answer to a statement is complete, and outside of a transaction: what it did is committed. */
const READY_FOR_QUERY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
/** What each statement that picks has in its text: it calls apply_picks or, for plain drafts when the clock picks, apply_choices. */
export const PICK = 'app_private.apply_';
/** How graphile-worker names the statement that ends a job. */
export const COMPLETION = 'complete_job/';
/** The message that prepares a statement: its name, then its text. */
const PREPARED = /P[\s\S]{4}([\w/.-]+)\0([^\0]+)\0/g;

/** What one connection says, as far as faults want to know it: a message that is cut in two goes unnoticed. */
export class Wire {
  /** Texts of prepared statements, by their names. */
  readonly #prepared = new Map<string, string>();

  /** Takes in what the client says, also where nobody wants to know it yet: a statement is prepared once, and used by its name. */
  hear(chunk: Buffer): void {
    for (const [, name, text] of chunk.toString('latin1').matchAll(PREPARED)) {
      if (name && text) this.#prepared.set(name, text);
    }
  }

  /** Whether the client asks with this for a statement whose text or name has something in it. */
  asksFor(chunk: Buffer, what: string): boolean {
    if (chunk.includes(what)) return true;
    const names = [...this.#prepared].flatMap(([name, text]) => (text.includes(what) ? name : []));
    return names.some((name) => chunk.includes(`\0${name}\0`));
  }
}

/** Whether the server has answered, with this, all it was asked, and is in no transaction. */
export function hasCommitted(chunk: Buffer): boolean {
  return chunk.subarray(-READY_FOR_QUERY.length).equals(READY_FOR_QUERY);
}

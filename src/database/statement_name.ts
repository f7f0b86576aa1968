import { createHash } from 'node:crypto';

/** Characters of a hash in a name: PostgreSQL cuts names off after 63, and 80 bits never meet by chance. */
const HASH_LENGTH = 20;

/** Names by text, for the life of the process. Texts with values are parameters elsewhere, so there are only a few dozen. */
const names = new Map<string, string>();

/**
 * The name of a prepared statement: it follows from the text alone. A connection outlives whoever prepared statements on it, and
 * node-postgres refuses another text under a name that it knows ("Prepared statements must be unique"), so one name must mean one
 * text in the whole process, whoever asks first.
 */
export function statementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `draft_orchestrator_${createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH)}`;
  names.set(text, name);
  return name;
}

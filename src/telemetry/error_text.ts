/** What error codes of the operating system mean, for the person who named a file, and what to do. */
const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Correct its path',
  EISDIR: 'it is a folder. Name a file in it',
  EACCES: 'this user may not read it. Let them, or copy it',
  ENOTDIR: 'its path leads through a file. Correct its path',
};

/** The code of an error: its SQLSTATE, or that of the operating system; empty where it has none. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return String(error.code);
}

/** What an error says. A host name with several addresses fails as an AggregateError whose own message is empty. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

/** Why a file that somebody named cannot be read, and what to do: without a full stop. */
export function whyUnreadable(error: unknown): string {
  const code = codeOf(error);
  return (Object.hasOwn(UNREADABLE, code) ? UNREADABLE[code] : undefined) ?? messageOf(error);
}

/** How far somebody saw a draft in this browser: the number of the last event, and when. */
export interface Seen {
  readonly version: number;
  readonly at: number;
}

const KEY = 'draft-seen';
/** Drafts that are remembered. */
const MOST = 30;

/** Null: never here, or nothing can be stored. */
export function seenOf(draftId: string): Seen | null {
  return stored()[draftId] ?? null;
}

export function remember(draftId: string, version: number): void {
  const others = Object.entries(stored()).filter(([id]) => id !== draftId);
  const newest = others.sort(([, one], [, other]) => other.at - one.at).slice(0, MOST - 1);
  const next = Object.fromEntries([[draftId, { version, at: Date.now() }], ...newest]);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Full or forbidden: then nothing is told of what happened meanwhile.
  }
}

function stored(): Record<string, Seen> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, Seen>) : {};
  } catch {
    return {};
  }
}

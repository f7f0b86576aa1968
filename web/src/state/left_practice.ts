const KEY = 'draft-practice';

/** The practice draft that was begun last in this browser, which no list names; null: none, or nothing can be stored. */
export function leftPractice(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function rememberPractice(draftId: string): void {
  try {
    localStorage.setItem(KEY, draftId);
  } catch {
    // Full or forbidden: whoever leaves it needs its address.
  }
}

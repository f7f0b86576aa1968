const KEY = 'draft-signed-out';

/** Notes that this tab begins anew because its session has ended: whoever drafted in it would else not know why they only watch. */
export function noteSignedOut(): void {
  try {
    sessionStorage.setItem(KEY, 'yes');
  } catch {
    // Full or forbidden: then the page says that they watch, and not why.
  }
}

/** Whether a session ended in this tab, and nobody has signed in since. */
export function wasSignedOut(isSignedIn: boolean): boolean {
  try {
    if (isSignedIn) sessionStorage.removeItem(KEY);
    return sessionStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

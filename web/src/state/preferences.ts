/** What a person likes, kept in this browser. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  readonly text: 'normal' | 'large' | 'larger';
  readonly sound: boolean;
  readonly board: 'small' | 'medium' | 'large';
}

const KEY = 'draft-room';
const DEFAULTS: Preferences = { theme: 'system', text: 'normal', sound: true, board: 'medium' };

let preferences: Preferences = { ...DEFAULTS, ...stored() };
const listeners = new Set<() => void>();
// Another tab changed them.
addEventListener('storage', ({ key }) => {
  if (key === KEY) take({ ...DEFAULTS, ...stored() });
});

/** What is stored; nothing where storage is full, forbidden or holds something else. */
function stored(): Partial<Preferences> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function take(next: Preferences): void {
  preferences = next;
  apply();
  for (const listener of listeners) listener();
}

/** Changes some of them; they hold for this page even where they cannot be stored. */
export function setPreferences(change: Partial<Preferences>): void {
  take({ ...preferences, ...change });
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Full or forbidden: they last as long as the page.
  }
}

export function currentPreferences(): Preferences {
  return preferences;
}

/** Theme and text size of the page, by the preferences. */
export function apply(): void {
  const { dataset } = document.documentElement;
  if (preferences.theme === 'system') delete dataset['theme'];
  else dataset['theme'] = preferences.theme;
  dataset['text'] = preferences.text;
}

/** Calls back after each change; answers how to stop that. */
export function onPreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

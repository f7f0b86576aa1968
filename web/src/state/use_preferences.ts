import { useSyncExternalStore } from 'react';
import { currentPreferences, onPreferences, type Preferences } from './preferences.ts';

/** What a person likes, kept up to date. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(onPreferences, currentPreferences);
}

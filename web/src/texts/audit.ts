import { commissioner } from './commissioner.ts';
import { settingsSpoken, timeAdded } from './events.ts';

/** What somebody did, by its action and what else the service noted of it. */
export function auditLine(action: string, facts: unknown): string {
  const { seconds, changed } = facts as { readonly seconds?: unknown; readonly changed?: unknown };
  if (action === 'TIME_ADDED' && typeof seconds === 'number') return `gave a pick ${timeAdded(seconds)}`;
  if (action === 'SETTINGS_CHANGED' && Array.isArray(changed)) {
    return `changed ${settingsSpoken(changed.map(String))}`;
  }
  return commissioner.actions[action] ?? action;
}

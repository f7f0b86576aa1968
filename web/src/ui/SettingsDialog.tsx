import { useState } from 'react';
import { type Preferences, setPreferences, usePreferences } from '../state/preferences.ts';
import { sessionRequest } from '../state/service.ts';
import { t } from '../texts.ts';
import { Choices } from './Choices.tsx';
import { Confirm } from './Confirm.tsx';
import { Dialog } from './Dialog.tsx';
import { Switch } from './Switch.tsx';

const THEMES = ['system', 'light', 'dark'] as const;
const TEXTS = ['normal', 'large', 'larger'] as const;

/** What a person likes: theme, text size, sounds, notifications; and the way out. */
export function SettingsDialog({
  name,
  onClose,
}: {
  readonly name: string | null;
  readonly onClose: () => void;
}) {
  const { theme, text, sound } = usePreferences();
  const [isLeaving, setLeaving] = useState(false);
  if (isLeaving) {
    return (
      <Confirm
        title={t.settings.signOutAsk}
        how={t.settings.signOutHow}
        action={t.settings.signOut}
        isDangerous
        run={async () => {
          await sessionRequest('/session', 'DELETE');
          location.assign('/');
        }}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog title={t.settings.title} onClose={onClose}>
      <div className="field">
        <span className="label">{t.settings.theme}</span>
        <Choices<Preferences['theme']>
          label={t.settings.theme}
          options={THEMES.map((key) => [key, t.settings.themes[key], ''] as const)}
          value={theme}
          onChange={(next) => setPreferences({ theme: next })}
        />
      </div>
      <div className="field">
        <span className="label">{t.settings.text}</span>
        <Choices<Preferences['text']>
          label={t.settings.text}
          options={TEXTS.map((key) => [key, t.settings.texts[key], ''] as const)}
          value={text}
          onChange={(next) => setPreferences({ text: next })}
        />
      </div>
      <Switch label={t.settings.sound} isOn={sound} onChange={(on) => setPreferences({ sound: on })} />
      <Notifications />
      <div className="actions">
        {name !== null && (
          <button type="button" className="button quiet danger" onClick={() => setLeaving(true)}>
            {t.settings.signOut}
          </button>
        )}
        <button type="button" className="button primary" onClick={onClose}>
          {t.close}
        </button>
      </div>
    </Dialog>
  );
}

function Notifications() {
  const isThere = 'Notification' in window;
  const [permission, setPermission] = useState(isThere ? Notification.permission : 'denied');
  if (!isThere) return null;
  return (
    <div className="stack tight">
      <Switch
        label={t.settings.notifications}
        isOn={permission === 'granted'}
        onChange={() => void Notification.requestPermission().then(setPermission)}
      />
      {permission === 'denied' && <p className="small muted">{t.settings.notificationsDenied}</p>}
    </div>
  );
}

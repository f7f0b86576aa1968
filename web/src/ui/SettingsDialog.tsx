import { useState } from 'react';
import { RenameMeDocument } from '../../../client/operations.generated.ts';
import { type Preferences, setPreferences } from '../state/preferences.ts';
import { service, sessionRequest } from '../state/service.ts';
import { usePreferences } from '../state/use_preferences.ts';
import { t } from '../texts.ts';
import { Choices } from './Choices.tsx';
import { Confirm } from './Confirm.tsx';
import { Dialog } from './Dialog.tsx';
import { NameDialog } from './NameDialog.tsx';
import { Switch } from './Switch.tsx';

const THEMES = ['system', 'light', 'dark'] as const;
const TEXTS = ['normal', 'large', 'larger'] as const;

interface SettingsDialogProps {
  /** Of who is signed in; null: nobody is. */
  readonly name: string | null;
  /** The name is another one now. */
  readonly onRenamed: () => unknown;
  readonly onClose: () => void;
}

/** What a person likes: name, theme, text size, sounds, notifications; and the way out. */
export default function SettingsDialog({ name, onRenamed, onClose }: SettingsDialogProps) {
  const { theme, text, sound } = usePreferences();
  const [isLeaving, setLeaving] = useState(false);
  const [isRenaming, setRenaming] = useState(false);
  if (isRenaming && name !== null) {
    return (
      <NameDialog
        title={t.settings.rename}
        label={t.settings.name}
        action={t.settings.rename}
        value={name}
        run={async (next) => {
          await service.ask(RenameMeDocument, { name: next });
          await onRenamed();
        }}
        onClose={onClose}
      />
    );
  }
  if (isLeaving) {
    return (
      <Confirm
        title={t.settings.signOutAsk}
        how={t.settings.signOutHow}
        action={t.settings.signOut}
        wayOut={t.settings.stay}
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
      {name !== null && (
        <div className="row between">
          <span className="truncate">{t.settings.signedInAs(name)}</span>
          <button type="button" className="button small" onClick={() => setRenaming(true)}>
            {t.settings.rename}
          </button>
        </div>
      )}
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

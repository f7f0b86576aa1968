import { Settings } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { t } from '../texts.ts';
import { SettingsDialog } from './SettingsDialog.tsx';

/** The top of every page but the room: the way home, and a person's settings. */
export function Topbar({ name = null }: { readonly name?: string | null }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <header className="topbar">
      <Link href="/" className="brand">
        <img src="/icon.svg" alt="" width="28" height="28" />
        {t.product}
      </Link>
      <div className="row">
        {name !== null && <span className="small muted truncate">{name}</span>}
        <button
          type="button"
          className="button quiet icon"
          aria-label={t.settings.title}
          onClick={() => setOpen(true)}
        >
          <Settings size={20} />
        </button>
      </div>
      {isOpen && <SettingsDialog name={name} onClose={() => setOpen(false)} />}
    </header>
  );
}

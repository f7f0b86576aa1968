import { useQueryClient } from '@tanstack/react-query';
import { Settings } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { t } from '../texts.ts';

const SettingsDialog = lazy(() => import('./SettingsDialog.tsx'));

/** The top of every page but the room: the way home, and a person's settings. */
export function Topbar({ name = null }: { readonly name?: string | null }) {
  const queries = useQueryClient();
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
      <Suspense fallback={null}>
        {isOpen && (
          <SettingsDialog
            name={name}
            onRenamed={() => queries.invalidateQueries()}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </header>
  );
}

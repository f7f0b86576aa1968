import { Eye, HelpCircle, Link2, Monitor, Settings, Volume2, VolumeX } from 'lucide-react';
import { lazy, memo, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { setPreferences } from '../state/preferences.ts';
import { usePreferences } from '../state/use_preferences.ts';
import { t } from '../texts.ts';
import { copy } from '../ui/copy.ts';
import { CompanyButton } from './Company.tsx';
import { useRoom } from './room_state.ts';

const SettingsDialog = lazy(() => import('../ui/SettingsDialog.tsx'));

/** The top of the room: which league, whether what is shown is live, and what is seldom needed. */
export const RoomBar = memo(function RoomBar({ onKeys }: { readonly onKeys: () => void }) {
  const { league, live, view, state, myTeam, isCommissioner, sheet } = useRoom();
  const { sound } = usePreferences();
  const [isOpen, setOpen] = useState(false);
  const base = `/d/${live.draftId}`;
  const isLive = view.isLive && state.state === 'IN_PROGRESS';
  return (
    <header className="roombar">
      <Link href="/" className="brand" aria-label={t.product}>
        <img src="/icon.svg" alt="" width="28" height="28" />
      </Link>
      <h1 className="truncate" dir="auto">
        {league}
      </h1>
      <span className={isLive ? 'badge live' : state.state === 'PAUSED' ? 'badge warn' : 'badge'}>
        {t.states[state.state]}
      </span>
      {!myTeam && !isCommissioner && (
        <span className="badge">
          <Eye size={13} aria-hidden="true" />
          {t.room.watching}
        </span>
      )}
      <nav aria-label={t.room.menu}>
        <CompanyButton />
        <Link href={`${base}/replay`} className="button small quiet wide-only">
          {t.room.replay}
        </Link>
        <Link href={`${base}/results`} className="button small quiet wide-only">
          {t.room.results}
        </Link>
        <Link href={`${base}/tv`} className="button small quiet wide-only">
          <Monitor size={15} />
          {t.room.tv}
        </Link>
        {sheet.visibility === 'PUBLIC' && (
          <button
            type="button"
            className="button small quiet icon"
            aria-label={t.room.watchLink}
            title={t.room.watchLink}
            onClick={() => void copy(`${location.origin}${base}`)}
          >
            <Link2 size={17} />
          </button>
        )}
        <button
          type="button"
          className="button small quiet icon wide-only"
          aria-label={t.room.sound}
          aria-pressed={sound}
          title={t.room.sound}
          onClick={() => setPreferences({ sound: !sound })}
        >
          {sound ? <Volume2 size={17} /> : <VolumeX size={17} />}
        </button>
        <button
          type="button"
          className="button small quiet icon wide-only"
          aria-label={t.room.keys}
          title={t.room.keys}
          onClick={onKeys}
        >
          <HelpCircle size={17} />
        </button>
        <button
          type="button"
          className="button small quiet icon"
          aria-label={t.settings.title}
          title={t.settings.title}
          onClick={() => setOpen(true)}
        >
          <Settings size={17} />
        </button>
      </nav>
      <Suspense fallback={null}>
        {isOpen && (
          <SettingsDialog
            name={view.me?.name ?? null}
            onRenamed={() => live.readNames()}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </header>
  );
});

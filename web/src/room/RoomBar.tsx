import { Eye, HelpCircle, Link2, Monitor, Settings, Volume2, VolumeX } from 'lucide-react';
import { lazy, memo, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { setPreferences } from '../state/preferences.ts';
import { usePreferences } from '../state/use_preferences.ts';
import { t } from '../texts.ts';
import { copy } from '../ui/copy.ts';
import { CompanyButton } from './Company.tsx';
import { RoomMenu } from './RoomMenu.tsx';
import { useRoom } from './room_state.ts';
import { useKeys } from './use_keys.ts';

const SettingsDialog = lazy(() => import('../ui/SettingsDialog.tsx'));

/** The top of the room: which league, whether what is shown is live, and what is seldom needed; on a phone that is in a menu. */
export const RoomBar = memo(function RoomBar({ onKeys }: { readonly onKeys: () => void }) {
  const { league, live, view, state, myTeam, isCommissioner, sheet } = useRoom();
  const { sound } = usePreferences();
  const [isOpen, setOpen] = useState(false);
  const base = `/d/${live.draftId}`;
  const isLive = view.isLive && state.state === 'IN_PROGRESS';
  const switchSound = () => setPreferences({ sound: !sound });
  const copyLink = sheet.visibility === 'PUBLIC' ? () => void copy(`${location.origin}${base}`) : null;
  useKeys({ m: switchSound });
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
        <span className="badge" title={t.room.watching}>
          <Eye size={13} aria-hidden="true" />
          <span className="on-wide">{t.room.watching}</span>
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
        {copyLink && (
          <button
            type="button"
            className="button small quiet icon wide-only"
            aria-label={t.room.watchLink}
            title={t.room.watchLink}
            onClick={copyLink}
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
          onClick={switchSound}
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
          className="button small quiet icon wide-only"
          aria-label={t.settings.title}
          title={t.settings.title}
          onClick={() => setOpen(true)}
        >
          <Settings size={17} />
        </button>
        <RoomMenu {...{ base, sound, onKeys, copyLink, switchSound }} onSettings={() => setOpen(true)} />
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

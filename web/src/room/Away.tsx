import { useEffect, useMemo, useRef, useState } from 'react';
import { remember } from '../state/seen.ts';
import { eventLine } from '../texts/events.ts';
import { when } from '../texts/format.ts';
import { t } from '../texts.ts';
import { useNames, useRoom } from './room_state.ts';
import { type Absence, isMissed, useAbsence } from './use_absence.ts';

/** Who was away for less has seen it happen. */
const AWAY_MS = 5 * 60_000;
const LINES_SHOWN = 12;

/** What happened since somebody was here last, for drafts over days: told once, and marked in the log. */
export function Away() {
  const { live, view, state } = useRoom();
  const names = useNames();
  const absence = useAbsence(AWAY_MS);
  const [read, setRead] = useState<Absence | null>(null);
  useRemembered(live.draftId, state.version);
  const missed = useMemo(
    () => (absence === null ? [] : view.events.filter((event) => isMissed(event, absence))),
    [absence, view.events],
  );
  if (absence === null || absence === read || missed.length === 0) return null;
  const picks = missed.filter(({ __typename }) => __typename === 'DraftPicked').length;
  return (
    <section className="notice away" aria-label={t.room.away}>
      <details>
        <summary>{t.room.awayFor(when(new Date(absence.since).toISOString()), missed.length, picks)}</summary>
        <ol>
          {missed.slice(-LINES_SHOWN).map((event) => (
            <li key={event.version}>
              <time className="muted" dateTime={event.at}>
                {when(event.at)}
              </time>{' '}
              {eventLine(event, names)}
            </li>
          ))}
        </ol>
      </details>
      <button type="button" className="button small" onClick={() => setRead(absence)}>
        {t.room.awayRead}
      </button>
    </section>
  );
}

/** Remembers how far this draft was seen, as long as somebody can see it. */
function useRemembered(draftId: string, version: number): void {
  const latest = useRef(version);
  latest.current = version;
  useEffect(() => {
    const keep = () => remember(draftId, latest.current);
    const onVisibility = () => {
      if (document.hidden) keep();
    };
    document.addEventListener('visibilitychange', onVisibility);
    addEventListener('pagehide', keep);
    return () => {
      keep();
      document.removeEventListener('visibilitychange', onVisibility);
      removeEventListener('pagehide', keep);
    };
  }, [draftId]);
}

import { memo } from 'react';
import type { FollowedEvent } from '../../../client/follow.ts';
import { eventLine, type Names } from '../texts/events.ts';
import { atTime } from '../texts/format.ts';
import { reasonBeside } from '../texts/reason.ts';
import { t } from '../texts.ts';
import { useNames, useRoom } from './room_state.ts';
import { isMissed, useAbsence } from './use_absence.ts';

/** The older ones are in the replay. */
const SHOWN = 100;

/** What happened, the newest first, with the reasons; what came while nobody looked is marked. */
export const LogPane = memo(function LogPane() {
  const { view } = useRoom();
  const absence = useAbsence(0);
  const names = useNames();
  const newest = view.events.slice(-SHOWN).reverse();
  if (newest.length === 0) return <p className="empty">{t.room.logLoading}</p>;
  const firstMissed = absence && newest.find((event) => isMissed(event, absence));
  return (
    <ol className="log" tabIndex={0} aria-label={t.room.log}>
      {newest.map((event) => (
        <Line
          key={event.version}
          {...{ event, names }}
          isUnread={absence !== null && isMissed(event, absence)}
          isFirstUnread={event === firstMissed}
        />
      ))}
    </ol>
  );
});

interface LineProps {
  readonly event: FollowedEvent;
  readonly names: Names;
  readonly isUnread: boolean;
  /** The newest of them: what is new begins here. */
  readonly isFirstUnread: boolean;
}

/** Why a pick was made that its manager did not make; who was picked stands in the line above. */
function whyOf(
  { reason, source, playerId }: FollowedEvent & { __typename: 'DraftPicked' },
  { player }: Names,
) {
  return reason === null ? t.room.marks[source] : reasonBeside(player(playerId), reason);
}

const Line = memo(function Line({ event, names, isUnread, isFirstUnread }: LineProps) {
  return (
    <li data-version={event.version} className={isUnread ? 'unread' : ''}>
      {isFirstUnread && <span className="divider">{t.room.unread}</span>}
      <span className="line">{eventLine(event, names)}</span>
      {event.note && (
        <q className="small" dir="auto">
          {event.note}
        </q>
      )}
      <span className="small muted">
        <time dateTime={event.at}>{atTime(event.at)}</time>
        {event.__typename === 'DraftPicked' && event.source !== 'MANUAL' && ` · ${whyOf(event, names)}`}
      </span>
    </li>
  );
});

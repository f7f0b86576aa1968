import type { PoolPlayer } from '../../../client/draft_client.ts';
import { t } from '../texts.ts';

/** A mark for a player who may not be able to play, with what is known of it; nothing for the others. */
export function StatusMark({ player: { status } }: { readonly player: PoolPlayer }) {
  if (!status || status.status === 'ACTIVE') return null;
  return (
    <span
      className={`badge ${status.status === 'DOUBTFUL' ? 'warn' : 'bad'}`}
      title={status.note ?? undefined}
    >
      {t.room.statuses[status.status]}
    </span>
  );
}

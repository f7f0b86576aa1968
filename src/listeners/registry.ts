import { draftPauseRequested, draftStartRequested } from './draft_requests.ts';
import type { Listener } from './listener.ts';
import { playerStatusChanged } from './player_status_changed.ts';
import { poolRefreshed } from './pool_refreshed.ts';
import { rankingUpdated } from './ranking_updated.ts';
import { teamManagerChanged } from './team_manager_changed.ts';

/** Every kind of message that is understood: the one table. A new version of a kind is an entry beside the old one. */
export const listeners: readonly Listener[] = [
  teamManagerChanged,
  draftStartRequested,
  draftPauseRequested,
  playerStatusChanged,
  poolRefreshed,
  rankingUpdated,
];

/** The kinds that a source may be allowed to send. */
export const listenerKinds: readonly string[] = [...new Set(listeners.map(({ kind }) => kind))];

import { useEffect, useRef, useState } from 'react';
import type { FollowedEvent } from '../../../client/follow.ts';
import { seenOf } from '../state/seen.ts';
import { useRoom } from './room_state.ts';

/** A time in which somebody did not look, and how far they had seen the draft. It is over: what it spans changes no more. */
export interface Absence {
  /** The last event before it. */
  readonly after: number;
  /** When it began, by this machine's clock in ms. */
  readonly since: number;
  /** The last event that was known when it ended. */
  readonly upTo: number;
  /** When it ended by the service's clock in ms: what happened before is told late where the connection was cut; null: not known. */
  readonly endedAt: number | null;
}

/**
 * The last absence of whoever looks: before they came, or while the page was hidden. Measured once when it ends, since all absences are long
 * if they are measured later; null: there was none.
 * @param leastMs shorter ones do not count
 */
export function useAbsence(leastMs: number): Absence | null {
  const { live, state } = useRoom();
  const { clock } = live.client;
  const latest = useRef(state.version);
  latest.current = state.version;
  const [absence, setAbsence] = useState<Absence | null>(() => {
    const seen = seenOf(live.draftId);
    return seen === null || Date.now() - seen.at < leastMs
      ? null
      : { after: seen.version, since: seen.at, upTo: state.version, endedAt: null };
  });
  useEffect(() => {
    let left: { version: number; at: number; behindMs: number | null } | null = null;
    const onVisibility = () => {
      const at = Date.now();
      if (document.hidden) {
        // Read before: after a sleep nothing is known of the service's clock for a while.
        left = { version: latest.current, at, behindMs: clock.msUntil(new Date(at).toISOString()) };
      } else if (left && at - left.at >= leastMs) {
        const endedAt = left.behindMs === null ? null : at - left.behindMs;
        setAbsence({ after: left.version, since: left.at, upTo: latest.current, endedAt });
      }
    };
    document.addEventListener('visibilitychange', onVisibility);
    return () => document.removeEventListener('visibilitychange', onVisibility);
  }, [clock, leastMs]);
  return absence;
}

/** Whether an event happened in an absence. */
export function isMissed({ version, at }: FollowedEvent, { after, upTo, endedAt }: Absence): boolean {
  return version > after && (version <= upTo || (endedAt !== null && Date.parse(at) <= endedAt));
}

import { useCallback, useEffect, useRef } from 'react';
import type { LiveState } from '../../../client/live_state.ts';
import { t } from '../texts.ts';
import { pickLabel, type RoomState } from './room_state.ts';
import { play, unlockSoundsOnGesture } from './sounds.ts';

const ICON = '/icon.svg';
const ICON_MY_TURN = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="16" fill="#e5484d"/><path d="M16 7v10l7 4" stroke="#fff" stroke-width="4" fill="none" stroke-linecap="round"/></svg>',
)}`;

/**
 * Tells whoever looks, or does not look, that it is their turn: title, icon of the tab, sound, vibration, notification. All but the
 * title come from the event and not from a timer: timers of hidden tabs stand still. Answers what to call when the clock's text changes.
 */
export function useAlerts(room: RoomState | null): (clock: string) => void {
  const isMyTurn = room?.isMyTurn ?? false;
  const league = room?.league ?? '';
  const live = room?.live;
  const latest = useRef(room);
  latest.current = room;
  useEffect(unlockSoundsOnGesture, []);
  useEffect(() => {
    if (!live) return;
    // Whoever comes onto the clock is told, by whatever event: a pick, a skip, a trade, a resume.
    let before = turnOf(live.view().state);
    return live.onEvent((event, state) => {
      const turn = turnOf(state);
      const isNew = turn !== before;
      before = turn;
      const myId = latest.current?.view.me?.id;
      const onClock = state.cells[(state.currentPick ?? 0) - 1]?.teamId;
      const team = state.teams.find(({ id }) => id === onClock);
      const isMine = turn !== null && myId !== undefined && team?.managerId === myId;
      if (isMine && isNew && !team.autopilot)
        announce(live.draftId, latest.current?.league ?? '', labelOf(state));
      else if (event.__typename === 'DraftPicked') play('pick', live.draftId);
    });
  }, [live]);
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    if (icon) icon.href = isMyTurn ? ICON_MY_TURN : ICON;
    document.title = isMyTurn ? t.room.titleTurn(league) : league || t.product;
    return () => {
      if (icon) icon.href = ICON;
      document.title = t.product;
    };
  }, [isMyTurn, league]);
  useWakeLock(room !== null && !room.isOver && room.state.state === 'IN_PROGRESS' && room.myTeam !== null);
  return useCallback(
    (clock: string) => {
      if (!isMyTurn) document.title = t.room.titleClock(clock, league);
    },
    [isMyTurn, league],
  );
}

/** Names whose turn it is with which pick; null: no clock runs. */
function turnOf(state: LiveState | null): string | null {
  if (state?.state !== 'IN_PROGRESS' || state.currentPick === null) return null;
  return `${state.currentPick} ${state.cells[state.currentPick - 1]?.teamId}`;
}

function labelOf({ currentPick, teams }: LiveState): string {
  return pickLabel({ pickNumber: currentPick ?? 0 }, teams.length);
}

function announce(draftId: string, league: string, pick: string): void {
  play('turn', draftId);
  // Browsers let a page vibrate only after a gesture, and complain before one.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([120, 60, 120]);
  const mayNotify = 'Notification' in window && Notification.permission === 'granted' && document.hidden;
  if (mayNotify)
    new Notification(t.room.notifyTitle, { body: t.room.notifyBody(league, pick), tag: draftId });
}

/** Keeps the screen on while it is needed; browsers without it, or that refuse, go on as ever. */
export function useWakeLock(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    const take = async () => {
      if (document.hidden) return;
      lock = await navigator.wakeLock.request('screen').catch(() => null);
    };
    void take();
    document.addEventListener('visibilitychange', take);
    return () => {
      document.removeEventListener('visibilitychange', take);
      void lock?.release();
    };
  }, [isNeeded]);
}

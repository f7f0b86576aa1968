import { createContext, useContext, useMemo } from 'react';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import type { LiveDraft, LiveView } from '../../../client/live_draft.ts';
import type { LiveCell, LiveState, LiveTeam, RoomSheet } from '../../../client/live_state.ts';
import type { SeatKind } from '../../../client/roster.ts';
import { hasNoClock } from '../rules/time_rules.ts';
import type { Names } from '../texts/events.ts';
import { t } from '../texts.ts';

/** Picks before one's own from which on a turn is near. */
const NEAR_PICKS = 2;

/** What the parts of a room know: the draft as it is, and what follows from it for whoever looks. */
export interface RoomState {
  readonly live: LiveDraft;
  readonly view: LiveView;
  readonly sheet: RoomSheet;
  readonly state: LiveState;
  readonly league: string;
  readonly teams: ReadonlyMap<string, LiveTeam>;
  readonly managers: ReadonlyMap<string, string>;
  readonly seats: readonly SeatKind[];
  /** The cell of each player who was drafted. */
  readonly taken: ReadonlyMap<string, LiveCell>;
  readonly current: LiveCell | null;
  readonly currentTeam: LiveTeam | null;
  /** Open cells from the one on the clock on. */
  readonly upcoming: readonly LiveCell[];
  /** The team that the viewer drafts for: the one on the clock, where they have several. */
  readonly myTeam: LiveTeam | null;
  readonly isMyTurn: boolean;
  /** The viewer picks now or so soon that what the service would take is asked for; before that the page's own guess does. */
  readonly isTurnNear: boolean;
  /** A pick of the viewer's team that was passed over, is not on the clock, and may be made up now; null where there is none. */
  readonly madeUp: LiveCell | null;
  readonly isCommissioner: boolean;
  /** Whether its picks have a clock. */
  readonly hasClock: boolean;
  /** The draft waits, whatever for. */
  readonly isOver: boolean;
}

/** What people call a draft: by its own name, or its league's; the league of a practice draft is nobody's. */
export function nameOf({ isPreview, name, league }: RoomSheet): string {
  return isPreview ? t.practice.title : (name ?? league?.name ?? '');
}

/** Puts together what follows from a view; null while there is none. */
export function roomOf(live: LiveDraft, view: LiveView): RoomState | null {
  const { sheet, state, me } = view;
  if (!sheet || !state) return null;
  const teams = new Map(state.teams.map((team) => [team.id, team]));
  const current = state.currentPick === null ? null : (state.cells[state.currentPick - 1] ?? null);
  const currentTeam = current ? (teams.get(current.teamId) ?? null) : null;
  const mine = me ? state.teams.filter(({ managerId }) => managerId === me.id) : [];
  const myTeam = mine.find((team) => team.id === currentTeam?.id) ?? mine[0] ?? null;
  const names = sheet.slots.nodes.flatMap(({ team }) =>
    team?.manager ? [[team.id, team.manager.name] as const] : [],
  );
  const upcoming = current
    ? state.cells.filter(
        ({ playerId, isForfeited, pickNumber }) =>
          playerId === null && !isForfeited && pickNumber >= current.pickNumber,
      )
    : [];
  return {
    ...{ live, view, sheet, state, teams, current, currentTeam, myTeam, upcoming },
    league: nameOf(sheet),
    managers: new Map(names),
    seats: sheet.settings?.rosterSlots ?? [],
    taken: new Map(
      state.cells.flatMap((cell) => (cell.playerId === null ? [] : [[cell.playerId, cell] as const])),
    ),
    isMyTurn: state.state === 'IN_PROGRESS' && myTeam !== null && myTeam.id === currentTeam?.id,
    isTurnNear:
      (state.state === 'IN_PROGRESS' || state.state === 'PAUSED') &&
      upcoming.slice(0, NEAR_PICKS + 1).some(({ teamId }) => teamId === myTeam?.id),
    madeUp:
      state.state === 'IN_PROGRESS'
        ? (state.cells.find(
            (cell) => cell.isSkipped && cell.teamId === myTeam?.id && cell.pickNumber !== state.currentPick,
          ) ?? null)
        : null,
    // Whoever made a practice draft has a team in it, and runs it.
    isCommissioner:
      me !== null &&
      (me.isOperator || sheet.league?.commissionerId === me.id || (sheet.isPreview && myTeam !== null)),
    hasClock: !(sheet.settings && hasNoClock(sheet.settings)),
    isOver: state.state === 'COMPLETED' || state.state === 'CANCELLED',
  };
}

const RoomContext = createContext<RoomState | null>(null);
export const RoomProvider = RoomContext.Provider;

/** The room around. */
export function useRoom(): RoomState {
  const room = useContext(RoomContext);
  if (!room) throw new Error('Not in a room');
  return room;
}

/** Names for the texts of the log. */
export function useNames(): Names {
  const { view, sheet } = useRoom();
  return useMemo(
    () => ({
      team: (id: string) => sheet.slots.nodes.find(({ team }) => team?.id === id)?.team?.name ?? '',
      player: (id: string) => view.players.get(id)?.name ?? '…',
      manager: (id: string) => managerName(sheet, id),
      pick: (pickNumber: number) => pickLabel({ pickNumber }, sheet.slots.nodes.length),
    }),
    [sheet, view.players],
  );
}

/** The name of somebody who manages a team now; null where nobody does, or whoever looks may not know who. */
export function managerName({ slots }: RoomSheet, userId: string): string | null {
  return slots.nodes.find(({ team }) => team?.manager?.id === userId)?.team?.manager?.name ?? null;
}

/** The players of a team in the order in which they were drafted. */
export function playersOf(
  { state, view }: RoomState,
  teamId: string,
): { cell: LiveCell; player: PoolPlayer | null }[] {
  return state.cells
    .filter((cell) => cell.teamId === teamId && cell.playerId !== null)
    .map((cell) => ({ cell, player: view.players.get(cell.playerId ?? '') ?? null }));
}

type Numbered = Pick<LiveCell, 'pickNumber'>;

/** The place of a cell within its round, from 1, in the order of the picks. */
export function placeInRound({ pickNumber }: Numbered, teams: number): number {
  return ((pickNumber - 1) % teams) + 1;
}

/** A pick as people write it: 3.05. */
export function pickLabel(cell: Numbered, teams: number): string {
  const round = Math.ceil(cell.pickNumber / teams);
  return `${round}.${String(placeInRound(cell, teams)).padStart(2, '0')}`;
}

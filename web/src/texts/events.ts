import type { FollowedEvent } from '../../../client/follow.ts';
import { count, duration } from './format.ts';
import { room } from './room.ts';

const CAUSES: Readonly<Record<string, string>> = {
  COMMISSIONER: 'by the commissioner',
  FAILING: 'because the clock could not pick',
  NO_PLAYER_FITS: 'because no free player fits the roster',
};

/** What people call settings. */
const SETTINGS: Readonly<Record<string, string>> = {
  visibility: 'who may watch',
  startsAt: 'the start',
  keepers: 'keepers',
  tradedPicks: 'traded picks',
  forfeits: 'picks that fall away',
  order: 'how the order runs',
  rounds: 'the rounds',
  rosterSlots: 'the roster',
  positionMaximums: 'the maximums of positions',
};

/** Names of settings as people say them; those that are not listed are all about time. */
export function settingsSpoken(changed: readonly string[]): string {
  const each = [...new Set(changed.map((name) => SETTINGS[name] ?? 'the rules of time'))];
  return each.length < 2 ? (each[0] ?? 'settings') : `${each.slice(0, -1).join(', ')} and ${each.at(-1)}`;
}

/** How much longer or shorter a pick has. */
export function timeAdded(seconds: number): string {
  const length = Math.abs(seconds);
  // In minutes and hours only where that is all of it.
  const isRound = length % 3_600 === 0 || (length < 7_200 && length % 60 === 0);
  return `${isRound ? duration(length) : count(length, 'second')} ${seconds < 0 ? 'less' : 'more'}`;
}

/** Names for the texts of the log. */
export interface Names {
  readonly team: (id: string) => string;
  readonly player: (id: string) => string;
  /** Who that is, while they have a team and whoever looks may know it; else null. */
  readonly manager: (userId: string) => string | null;
  /** A pick as the board labels it, by its number. */
  readonly pick: (pickNumber: number) => string;
}

/** What an event says in the log. */
export function eventLine(event: FollowedEvent, { team, player, manager, pick }: Names): string {
  switch (event.__typename) {
    case 'DraftCreated':
      return 'The draft was created';
    case 'DraftOpened':
      return `The draft started: ${team(event.teamId)} is on the clock`;
    case 'DraftPicked':
      return (
        room.pickLine(team(event.teamId), player(event.playerId), pick(event.pickNumber)) +
        room.pickedBy[event.source]
      );
    case 'DraftPaused':
      return `Paused ${CAUSES[event.cause] ?? ''}`.trim();
    case 'DraftResumed':
      return `Resumed: ${team(event.teamId)} is on the clock`;
    case 'DraftTimeReturned':
      return `Nobody was there to pick in time, so ${team(event.teamId)} has time again`;
    case 'DraftAutopilotChanged':
      return `Autopilot of ${team(event.teamId)} is ${event.autopilot ? 'on' : 'off'}`;
    case 'DraftManagerChanged':
      return event.managerId === null
        ? `${team(event.teamId)} has no manager now`
        : room.newManager(team(event.teamId), manager(event.managerId));
    case 'DraftSkipped':
      return `The pick of ${team(event.teamId)} was passed over ${event.cause === 'CLOCK' ? 'when its clock ran out' : 'by the commissioner'}`;
    case 'DraftClockRanOut':
      return `The clock of ${team(event.teamId)} ran out; the draft waits for the pick`;
    case 'DraftTimeAdded':
      return `${team(event.teamId)} has ${timeAdded(event.seconds)}`;
    case 'DraftClockReset':
      return `The clock of ${team(event.teamId)} began anew`;
    case 'DraftSettingsChanged':
      return `The commissioner changed ${settingsSpoken(event.changed)}`;
    case 'DraftRolledBack':
      return event.cause === 'UNDO'
        ? `The commissioner undid pick ${pick(event.undone[0]?.pickNumber ?? event.toPick)}`
        : `The commissioner rolled back to pick ${pick(event.toPick)}: ${count(event.undone.length, 'pick')} undone`;
    case 'DraftPickCorrected':
      return `Pick ${pick(event.pickNumber)} of ${team(event.teamId)} is ${player(event.playerId)} now, not ${player(event.formerPlayerId)}`;
    case 'DraftPicksSwapped':
      return `Picks ${pick(event.pickNumber)} and ${pick(event.otherPickNumber)} swapped: ${player(event.playerId)} and ${player(event.otherPlayerId)}`;
    case 'DraftPicksTraded':
      return event.trades
        .map(
          ({ pickNumber, fromTeamId, toTeamId }) =>
            `pick ${pick(pickNumber)} went from ${team(fromTeamId)} to ${team(toTeamId)}`,
        )
        .join('; ')
        .replace(/^p/, 'P');
    case 'DraftWordGiven':
      return `${team(event.teamId)} gave the word “${event.word}” for the draw`;
    case 'DraftOrderDrawn':
      return `The order was drawn: ${event.teamIds.map(team).join(', ')}`;
    case 'DraftSlotsReordered':
      return `The commissioner changed the order: ${event.teamIds.map(team).join(', ')}`;
    case 'DraftTeamRenamed':
      return `A team is called ${event.teamName} now`;
    case 'DraftRenamed':
      return event.name === null
        ? 'The draft has no name of its own now'
        : `The draft is called ${event.name} now`;
    case 'DraftCompleted':
      return 'The draft is over';
    case 'DraftCancelled':
      return 'The draft was cancelled';
    default:
      return 'Something changed';
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { MakePickDocument } from '../../../client/operations.generated.ts';
import type { DraftEvent } from '../../../src/draft/events.ts';
import { between, oneOf } from '../random.ts';
import type { Habit, Place } from './habit.ts';
import { makePick } from './make_pick.ts';
import type { RequestedPick } from './notes.ts';

/** A person thinks for a share of the clock between these: some only just make it, some come too late. */
const FASTEST = 0.1;
const SLOWEST = 1.02;
/** Nobody with a long clock uses all of it. */
const LONGEST_THOUGHT_SECONDS = 8;
/** Of a bank nobody uses more for one pick. */
const BANK_SHARE = 0.3;
/** A person likes one of so many of the best players left. */
const TASTE = 6;
/** Whom managers draft where they bring about a stand-off, by place in the pool: both kickers go to one team. */
const STAND_OFF = [0, 2, 1];

const MAKE_PICK = MakePickDocument.toString();

/** Managers pick when their team comes on the clock. */
export const pick: Habit = {
  async hears(event, place) {
    const requested = requestedFor(event, place);
    if (requested === null) return;
    const { draft, random, signal } = place;
    const share = between(random, FASTEST, SLOWEST);
    const { secondsPerPick, time } = draft.kind;
    const seconds = Math.min(
      LONGEST_THOUGHT_SECONDS,
      share * (secondsPerPick + (time?.bankSeconds ?? 0) * BANK_SHARE),
    );
    await sleep(seconds * 1_000, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    await makePick(place, MAKE_PICK, requested);
  },
};

/** The pick that a person makes because of an event; null where it puts nobody on the clock who picks. */
function requestedFor(event: DraftEvent, { draft, taken, random }: Place): RequestedPick | null {
  const turn = turnOf(event);
  if (turn === null || !draft.picking.has(turn.teamId)) return null;
  const userId = draft.league.managers.get(turn.teamId) ?? null;
  const { players } = draft.pool;
  const { pickNumber } = turn;
  const playerId = draft.kind.isStandOff
    ? players[STAND_OFF[pickNumber - 1] ?? -1]
    : oneOf(random, players.filter((id) => !taken.has(id)).slice(0, TASTE));
  if (playerId === undefined || userId === null) return null;
  return { draftId: draft.draftId, pickNumber, playerId, userId };
}

/** The pick that an event put on the clock, and whose it is. */
function turnOf(event: DraftEvent): { teamId: string; pickNumber: number } | null {
  switch (event.kind) {
    case 'OPENED':
    case 'RESUMED':
    case 'TIME_RETURNED':
    case 'CLOCK_RAN_OUT':
      return event.data;
    case 'PICKED':
    case 'SKIPPED': {
      const { nextTeamId, nextPickNumber } = event.data;
      const isMadeUp = event.kind === 'PICKED' && event.data.madeUp === true;
      return isMadeUp || nextTeamId === null || nextPickNumber === null
        ? null
        : { teamId: nextTeamId, pickNumber: nextPickNumber };
    }
    default:
      return null;
  }
}

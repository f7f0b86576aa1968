import { setTimeout as sleep } from 'node:timers/promises';
import type { DraftClient } from '../../client/draft_client.ts';
import { DraftClientError } from '../../client/errors.ts';
import type { LiveState } from '../../client/live_state.ts';
import type { PoolPlayer } from '../database/players.ts';
import { assignRoster } from '../draft/assign_roster.ts';
import type { DraftEvent } from '../draft/events.ts';
import type { RosterSlot } from '../draft/roster_slots.ts';
import { applyEvent } from '../history/fold_events.ts';
import { eventsOf } from './client.ts';

/** A person likes one of so many of the best players left. */
const TASTE = 4;
/** A person thinks for a share of the clock between these. */
const FASTEST = 0.2;
const SLOWEST = 0.7;

/** Refusals that a person can run into: too late, or paused meanwhile. Any other is a fault, of the demo or of the service. */
const HUMAN: readonly string[] = ['DEADLINE_PASSED', 'PICK_ALREADY_MADE', 'DRAFT_NOT_IN_PROGRESS'];

/** Numbers between 0 and 1 that are the same in every run: a run of the demo can be repeated. Mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A person who follows the draft for a team, and how they draft. */
export interface Manager {
  readonly client: DraftClient;
  readonly draftId: string;
  readonly teamId: string;
  /** Otherwise they only watch. */
  readonly picks: boolean;
  readonly rosterSlots: readonly RosterSlot[];
  /** The pool, the best player first. */
  readonly players: readonly PoolPlayer[];
  readonly secondsPerPick: number;
  readonly random: () => number;
}

/**
 * Follows the draft over a socket of their own to its end, and notes in `seen` what came; whenever the team comes on the
 * clock, waits for a while and picks by what those events say and nothing else.
 */
export async function manage(manager: Manager, seen: DraftEvent[], signal: AbortSignal): Promise<void> {
  let state: LiveState | null = null;
  for await (const event of eventsOf(manager.client, manager.draftId, signal)) {
    seen.push(event);
    if (!manager.picks) continue;
    state = applyEvent(state, event);
    const turn = turnOf(event);
    if (turn?.teamId !== manager.teamId || turn.pickNumber === null) continue;
    const share = FASTEST + manager.random() * (SLOWEST - FASTEST);
    await sleep(share * manager.secondsPerPick * 1_000, undefined, { signal });
    const liked = choose(manager, state);
    if (liked) await pick(manager, turn.pickNumber, liked);
  }
}

/** The pick that an event put on the clock, and whose it is. */
function turnOf(event: DraftEvent): { teamId: string | null; pickNumber: number | null } | null {
  if (event.kind === 'OPENED' || event.kind === 'RESUMED') return event.data;
  if (event.kind !== 'PICKED') return null;
  return { teamId: event.data.nextTeamId, pickNumber: event.data.nextPickNumber };
}

function choose(manager: Manager, { cells }: LiveState): PoolPlayer | undefined {
  const { teamId, rosterSlots, players, random } = manager;
  const taken = new Set(cells.map((cell) => cell.playerId));
  const mine = new Set(cells.filter((cell) => cell.teamId === teamId).map((cell) => cell.playerId));
  const roster = players.filter((player) => mine.has(String(player.id))).map((player) => player.positions);
  const liked: PoolPlayer[] = [];
  for (const player of players) {
    if (liked.length === TASTE) break;
    if (!taken.has(String(player.id)) && assignRoster(rosterSlots, [...roster, player.positions]))
      liked.push(player);
  }
  return liked[Math.floor(random() * liked.length)];
}

async function pick({ client, draftId }: Manager, pickNumber: number, player: PoolPlayer): Promise<void> {
  try {
    await client.makePick(draftId, pickNumber, player.id);
  } catch (error) {
    if (!(error instanceof DraftClientError && HUMAN.includes(error.code))) throw error;
  }
}

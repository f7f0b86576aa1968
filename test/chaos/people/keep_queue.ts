import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { between, oneOf, type Random } from '../random.ts';
import type { Habit, Place } from './habit.ts';
import type { KeptQueue } from './notes.ts';

/** Drafts in which the manager of one team keeps a queue. */
const SHARE = 0.15;
const PAUSE_MS = [1_000, 5_000] as const;
/** A queued player is one of so many of the best. */
const FAVOURITES = 40;

const ABOUT = '$draftId: UUID!, $teamId: UUID!, $playerId: ID!';
const GIVEN = 'draftId: $draftId, teamId: $teamId, playerId: $playerId';
const QUERIES = {
  add: `mutation (${ABOUT}, $place: Int) { queue: addToQueue(${GIVEN}, place: $place) { playerIds } }`,
  move: `mutation (${ABOUT}, $place: Int!) { queue: moveInQueue(${GIVEN}, place: $place) { playerIds } }`,
  remove: `mutation (${ABOUT}) { queue: removeFromQueue(${GIVEN}) { playerIds } }`,
} as const;

const answerShape = z.object({ queue: z.object({ playerIds: z.array(z.coerce.number()) }) });

/** A change of a queue, and the list it leaves. */
interface Change {
  readonly kind: keyof typeof QUERIES;
  readonly variables: { readonly playerId: number; readonly place?: number };
  readonly after: readonly number[];
}

/**
 * A manager adds players to a queue, moves them and removes them, one after the other. Each of these gives the same again when it is
 * asked for again; so the last one does when it is carried out once more later, and nothing comes after one that may be.
 */
export const keepQueue: Habit = {
  async does(place) {
    const { draft, random, signal, notes } = place;
    const teamId = oneOf(random, draft.teamIds);
    const userId = teamId === undefined ? null : (draft.league.managers.get(teamId) ?? null);
    if (teamId === undefined || userId === null || random() >= SHARE) return;
    const kept: KeptQueue = { draftId: draft.draftId, teamId, userId, lists: [[]], changes: 0 };
    notes.queues.push(kept);
    const rest = () => sleep(between(random, ...PAUSE_MS), undefined, { signal }).catch(() => undefined);
    do await rest();
    while (!signal.aborted && (await changeOnce(place, kept)));
  },
};

/** Changes a queue; answers whether its manager goes on changing it. */
async function changeOnce({ draft, random, notes, ask }: Place, kept: KeptQueue): Promise<boolean> {
  const { draftId, teamId, userId } = kept;
  const [before = []] = kept.lists;
  const { kind, variables, after } = randomChange(random, before, draft.pool.players.slice(0, FAVOURITES));
  const answer = await ask(userId, QUERIES[kind], { draftId, teamId, ...variables });
  notes.told.push({ what: 'queue', draftId, answer });
  if (answer.kind !== 'done') {
    // An earlier request may have been carried out whose answer was lost.
    if (answer.tries > 1) kept.lists = [before, after];
    return false;
  }
  kept.lists = [after];
  kept.changes += 1;
  const { playerIds } = answerShape.parse(answer.data).queue;
  if (String(playerIds) !== String(after)) {
    const what = `${kind} ${JSON.stringify(variables)} made [${playerIds}] of [${before}]`;
    notes.wrongLists.push({ draftId, what });
  }
  return answer.tries === 1;
}

function randomChange(random: Random, before: readonly number[], favourites: readonly number[]): Change {
  const listed = oneOf(random, before);
  const playerId = oneOf(random, favourites) ?? 0;
  const position = Math.floor(random() * (before.length + 1));
  const chance = random();
  if (listed !== undefined && chance < 0.3) {
    const variables = { playerId: listed, place: position + 1 };
    return { kind: 'move', variables, after: placed(before, listed, position) };
  }
  if (listed !== undefined && chance < 0.5) {
    return { kind: 'remove', variables: { playerId: listed }, after: before.filter((id) => id !== listed) };
  }
  if (chance < 0.75) {
    const variables = { playerId, place: position + 1 };
    return { kind: 'add', variables, after: placed(before, playerId, position) };
  }
  const after = before.includes(playerId) ? before : [...before, playerId];
  return { kind: 'add', variables: { playerId }, after };
}

/** The list with a player at a position from 0 among the others, or at its end. */
function placed(list: readonly number[], playerId: number, position: number): number[] {
  const others = list.filter((id) => id !== playerId);
  return [...others.slice(0, position), playerId, ...others.slice(position)];
}

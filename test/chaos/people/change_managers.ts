import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../graphql.ts';
import type { League } from '../leagues.ts';
import { between, oneOf, type Random } from '../random.ts';
import type { Notes } from './notes.ts';

const PAUSE_MS = [2_000, 8_000] as const;

const SET_MANAGER = `mutation ($teamId: UUID!, $managerId: UUID) {
  setTeamManager(teamId: $teamId, managerId: $managerId) { __typename }
}`;

/** What the commissioner of a league acts with. */
interface Office {
  readonly league: League;
  readonly random: Random;
  /** Aborts when the run ends. */
  readonly signal: AbortSignal;
  readonly notes: Notes;
  ask(userId: string, query: string, variables: Readonly<Record<string, unknown>>): Promise<Answer>;
}

/**
 * A commissioner gives teams to substitutes, to nobody, and back to their managers, while they draft. A team is given to
 * no other person where a request had to be sent again: the first one may still be carried out.
 */
export async function changeManagers({ league, random, signal, notes, ask }: Office): Promise<void> {
  const settled = new Set<string>();
  while (!signal.aborted) {
    await sleep(between(random, ...PAUSE_MS), undefined, { signal }).catch(() => undefined);
    const seat = oneOf(
      random,
      league.seats.filter(({ teamId }) => !settled.has(teamId)),
    );
    if (signal.aborted || seat === undefined) return;
    const { teamId, manager } = seat;
    const isAway = league.managers.get(teamId) !== manager.userId;
    const managerId = isAway
      ? manager.userId
      : (oneOf(random, [...league.substitutes, null])?.userId ?? null);
    const answer = await ask(league.commissioner.userId, SET_MANAGER, { teamId, managerId });
    notes.told.push({ what: 'manager', draftId: null, answer });
    if (answer.kind === 'done') {
      league.managers.set(teamId, managerId);
      notes.managers.set(teamId, managerId);
    } else notes.managers.delete(teamId);
    if (answer.kind === 'unanswered' || answer.tries > 1) settled.add(teamId);
  }
}

import type { Answer } from '../graphql.ts';
import type { Place } from './habit.ts';
import type { RequestedPick } from './notes.ts';

/** Makes a pick as a person, and notes the answer, when the request was sent and how long the answer took. */
export async function makePick(
  { ask, notes }: Place,
  mutation: string,
  requested: RequestedPick,
): Promise<Answer> {
  const { userId, ...variables } = requested;
  const at = Date.now();
  const startedAt = performance.now();
  const answer = await ask(userId, mutation, variables);
  notes.picks.push({ ...answer, requested, at, ms: performance.now() - startedAt });
  return answer;
}

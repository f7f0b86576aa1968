import { type MutationName, mutations } from '../../../src/api/schema/mutations/registry.ts';
import type { ApiServices } from '../../../src/api/services.ts';
import { NO_CREDENTIAL } from '../../../src/database/actor.ts';
import type { ConnectionPool } from '../../../src/database/connect.ts';
import { cancelDraft, pauseDraft } from '../../../src/database/life_cycle.ts';
import { applyPick } from '../../../src/database/picks.ts';
import { setQueue } from '../../../src/database/queues.ts';
import { DraftError } from '../../../src/draft/errors.ts';
import { type DraftStateName, transitions } from '../../../src/draft/events.ts';
import { openDraft } from '../../../src/orchestrator/open_draft.ts';
import { draftRow, newDraft, type TestDraft } from '../../support/drafts.ts';
import { MUTATION_EXAMPLES } from '../mutation_examples.ts';
import { PEOPLE, type Person, viewersOf } from './world.ts';

/** What somebody was answered: `yes`, or the code, the sentence and the numbers of the refusal. */
export interface Answer {
  readonly code: string;
  readonly message: string;
  readonly numbers: Readonly<Record<string, unknown>>;
  /** How many events the draft had more afterwards, and how many entries the audit of the draft. */
  readonly events: number;
  readonly entries: number;
}

/** What somebody is told who asks for the same twice, of a private draft in a state. */
export interface StateRight {
  readonly mutation: MutationName;
  readonly state: DraftStateName;
  readonly person: Person;
  readonly first: Answer;
  readonly again: Answer;
}

const STATES = Object.keys(transitions) as DraftStateName[];

/** The mutations that take a draft and leave it there, and how each is asked for. */
export function draftMutations(services: ApiServices, { alsoRemovals = false } = {}) {
  return mutations
    .filter(
      ({ name, argumentNames }) =>
        argumentNames.includes('draftId') && (alsoRemovals || !MUTATION_EXAMPLES[name].removesIt),
    )
    .map((mutation) => ({
      name: mutation.name,
      isOfTeam: mutation.argumentNames.includes('teamId'),
      ask: (
        draft: TestDraft,
        viewer: Awaited<ReturnType<typeof viewersOf>>[Person],
        version: number,
        draftId = draft.draftId,
      ) => {
        const asked = { ...MUTATION_EXAMPLES[mutation.name].args(draft, version), draftId };
        return mutation.run(services, asked, { viewer, credential: NO_CREDENTIAL });
      },
    }));
}

/** Asks for every mutation that takes a draft, in every state of it, in the place of everybody, each twice. */
export async function stateRights(
  db: ConnectionPool,
  services: ApiServices,
  poolId: string,
): Promise<StateRight[]> {
  const other = await newDraft(db, { poolId, teams: 1, rounds: 1 });
  // Drafts of their own each: nobody waits for anybody.
  const found = await Promise.all(STATES.map((state) => rightsIn(db, services, poolId, other, state)));
  return found.flat();
}

async function rightsIn(
  db: ConnectionPool,
  services: ApiServices,
  poolId: string,
  other: TestDraft,
  state: DraftStateName,
): Promise<StateRight[]> {
  const rights: StateRight[] = [];
  let place = await newPlace(db, poolId, other, state);
  for (const { name: mutation, isOfTeam, ask } of draftMutations(services)) {
    for (const person of PEOPLE) {
      const once = () => told(db, place.draft, () => ask(place.draft, place.viewers[person], place.version));
      const [first, again] = [await once(), await once()];
      rights.push({ mutation, state, person, first, again });
      // Where nothing was changed, the next one asks about the same draft. Of a team more than events may change, such as its queue.
      if (first.code === 'yes' && (first.events > 0 || isOfTeam))
        place = await newPlace(db, poolId, other, state);
    }
  }
  return rights;
}

async function told(
  db: ConnectionPool,
  { draftId }: TestDraft,
  ask: () => Promise<unknown>,
): Promise<Answer> {
  const before = { ...(await draftRow(db, draftId)), entries: await entriesOf(db, draftId) };
  const answer = await ask().then(
    () => ({ code: 'yes', message: '', numbers: {} }),
    (error: unknown) => {
      const { message } = error as Error;
      return error instanceof DraftError ? error : { code: 'INTERNAL', message, numbers: {} };
    },
  );
  const { code, message, numbers } = answer;
  return {
    ...{ code, message, numbers },
    events: (await draftRow(db, draftId)).version - before.version,
    entries: (await entriesOf(db, draftId)) - before.entries,
  };
}

async function entriesOf(db: ConnectionPool, draftId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    'select count(*)::integer as count from app_public.audit_entries where draft_id = $1',
    [draftId],
  );
  return rows[0]?.count ?? 0;
}

/** A private draft in a state, its first team with a queue, and everybody as seen from it. */
async function newPlace(db: ConnectionPool, poolId: string, other: TestDraft, state: DraftStateName) {
  const draft = await newDraft(db, { poolId, teams: 2, rounds: 1, open: false });
  const { draftId, teamIds, commissioner, managers, players } = draft;
  await db.query(`update app_public.drafts set visibility = 'PRIVATE' where id = $1`, [draftId]);
  const viewers = await viewersOf(db, draft, other);
  const [manager] = managers;
  if (manager) await setQueue(db, draftId, teamIds[0] ?? '', players.slice(4, 6), manager);
  if (state !== 'SCHEDULED') await openDraft(db, draftId, commissioner);
  if (state === 'PAUSED') await pauseDraft(db, draftId, commissioner);
  if (state === 'CANCELLED') await cancelDraft(db, draftId, commissioner);
  for (const [index, actor] of state === 'COMPLETED' ? managers.entries() : []) {
    const request = {
      kind: 'MANUAL' as const,
      draftId,
      pickNumber: index + 1,
      playerId: players[index] ?? 0,
    };
    await applyPick(db, { ...request, actor });
  }
  return { draft, viewers, version: (await draftRow(db, draftId)).version };
}

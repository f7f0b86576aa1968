import { setTimeout as sleep } from 'node:timers/promises';
import type { DraftClient } from '../../client/draft_client.ts';
import { countJobsLockedSince } from '../database/demo_reads.ts';
import { readDraftNow } from '../database/life_cycle.ts';
import type { Queryable } from '../database/queryable.ts';
import type { DraftEvent } from '../draft/events.ts';
import { standardRoster } from '../draft/roster_slots.ts';
import type { BoardView } from './board_view.ts';
import { direct } from './director.ts';
import type { Span } from './lateness.ts';
import { manage, seededRandom } from './people.ts';
import type { Crew } from './processes.ts';
import type { Stage } from './stage.ts';

const SEED = 2025;
const LOOK_AGAIN_MS = 20;
/** A job that is locked for longer was left locked: others may be at work on the same database. */
const LOCKS_PASS_WITHIN_MS = 2_000;

/** What a draft is played with. */
export interface Props {
  readonly db: Queryable;
  readonly stage: Stage;
  readonly crew: Crew;
  readonly view: BoardView;
  readonly commissioner: DraftClient;
  /** By team. */
  readonly managers: ReadonlyMap<string, DraftClient>;
  readonly picks: number;
  readonly secondsPerPick: number;
  readonly stopping: AbortController;
}

/** What was observed during the draft and cannot be read afterwards. */
export interface Witnessed {
  /** What each manager saw. */
  readonly seen: readonly (readonly DraftEvent[])[];
  /** When no worker process ran. */
  readonly outage: Span | null;
  /** Jobs that were locked after each stop of a worker. */
  readonly locked: readonly number[];
}

/**
 * Plays a draft from its opening, once everybody follows it, to its last pick: people pick, and twice the director
 * interferes. Whatever fails stops all of it; throws why.
 */
export async function playDraft(props: Props, open: () => Promise<void>): Promise<Witnessed> {
  const { db, stage, crew, managers, secondsPerPick, stopping } = props;
  const { draftId, members, players } = stage;
  const ask = async () => (await readDraftNow(db, draftId)).at;
  const since = await ask();
  const locked: number[] = [];
  let from = since;
  let outage: Span | null = null;
  const stopWorker = async () => {
    from = await ask();
    await crew.stop('worker');
    locked.push(await countLeftLocked(db, since));
  };
  const startWorker = async () => {
    await crew.startWorker();
    outage = { from, to: await ask() };
  };
  const seen: DraftEvent[][] = [];
  const acts = [...managers].map(([teamId, client], index) => {
    const saw: DraftEvent[] = [];
    seen.push(saw);
    const picks = members.get(teamId)?.play === 'person';
    const manager = { client, draftId, teamId, picks, rosterSlots: standardRoster, players, secondsPerPick };
    return manage({ ...manager, random: seededRandom(SEED + index) }, saw, stopping.signal);
  });
  const playOfTeam = new Map([...members].map(([teamId, { play }]) => [teamId, play]));
  acts.push(direct({ ...props, draftId, playOfTeam, stopWorker, startWorker }));
  acts.push(whenAllFollow(seen, stopping.signal).then(open));
  await together(acts, stopping);
  await stopWorker();
  return { seen, outage, locked };
}

async function countLeftLocked(db: Queryable, since: Date): Promise<number> {
  for (let waited = 0; waited < LOCKS_PASS_WITHIN_MS; waited += LOOK_AGAIN_MS) {
    if ((await countJobsLockedSince(db, since)) === 0) return 0;
    await sleep(LOOK_AGAIN_MS);
  }
  return countJobsLockedSince(db, since);
}

async function whenAllFollow(seen: readonly (readonly DraftEvent[])[], signal: AbortSignal): Promise<void> {
  while (seen.some(({ length }) => length === 0)) await sleep(LOOK_AGAIN_MS, undefined, { signal });
}

/** Waits for all; when one fails, the others are stopped, and it throws why. */
async function together(acts: readonly Promise<void>[], stopping: AbortController): Promise<void> {
  for (const act of acts) act.catch((error: unknown) => stopping.abort(error));
  await Promise.allSettled(acts);
  stopping.signal.throwIfAborted();
}

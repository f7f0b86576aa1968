import type { Actor } from '../src/database/actor.ts';
import type { ConnectionPool } from '../src/database/connect.ts';
import { createLeague, createUser } from '../src/database/leagues.ts';
import { createPlayerPool } from '../src/database/players.ts';
import type { Queryable } from '../src/database/queryable.ts';
import { standardRoster } from '../src/draft/roster_slots.ts';
import type { TimeSettings } from '../src/draft/time_settings.ts';
import { createDraft } from '../src/orchestrator/create_draft.ts';
import { DraftMemory } from '../src/orchestrator/draft_memory.ts';
import { openDraft } from '../src/orchestrator/open_draft.ts';
import type { TimeOutObserver } from '../src/orchestrator/pick_due.ts';
import { timeOut } from '../src/orchestrator/time_out.ts';
import { readBundledPool } from '../src/players/bundled_pool.ts';

const TEAMS = 12;
const ROUNDS = 15;
const PLAYERS = 400;
const COPIES_AT_ONCE = 500;
const INSUFFICIENT_PRIVILEGE = '42501';

const PICKS = TEAMS * ROUNDS;

/** Nobody looks at what the clock does. */
export const unobserved: TimeOutObserver = {
  picked: () => undefined,
  timeReturned: () => undefined,
  acted: () => undefined,
  failed: () => undefined,
  fellBack: () => undefined,
};

/** Who drafts, and from which players. */
export interface League {
  readonly commissioner: Actor;
  /** Runs every team. */
  readonly manager: Actor;
  readonly leagueId: string;
  readonly poolId: string;
  readonly teamIds: readonly string[];
}

export interface SeedOptions {
  readonly drafts: number;
  readonly secondsPerPick: number;
  /** Rules of time; plain drafts unless told. */
  readonly time?: Partial<TimeSettings>;
  /** The pick on the clock; the ones before it are made by the real auto-pick. */
  readonly atPick: number;
  /** Seconds from now to the deadline of draft i, counted from 0. */
  readonly dueIn: { readonly first: number; readonly step: number };
  readonly onProgress: (made: number) => void;
  /** Drafts in one statement; some hundred unless told. */
  readonly copiesAtOnce?: number;
}

/** Empties a database of its drafts and fills it with drafts in progress: exact copies of one that was really played. */
export async function seedDrafts(db: ConnectionPool, options: SeedOptions): Promise<League> {
  await emptyOfDrafts(db);
  const league = await createBenchLeague(db);
  await copyDrafts(db, await playDraft(db, league, options), options);
  return league;
}

/** Removes every draft and every job. */
export async function emptyOfDrafts(db: ConnectionPool): Promise<void> {
  await db.query('truncate app_public.drafts, app_public.draft_events cascade');
  await db.query('delete from graphile_worker._private_jobs');
}

/** A league of twelve teams, and a pool. */
export async function createBenchLeague(db: ConnectionPool): Promise<League> {
  const commissioner: Actor = { kind: 'USER', userId: await createUser(db, 'Bench') };
  const managerId = await createUser(db, 'Bench manager');
  const teams = Array.from({ length: TEAMS }, (_, i) => ({ name: `Team ${i + 1}`, managerId }));
  const leagueId = await createLeague(db, { name: 'Bench', teams }, commissioner);
  const { rows } = await db.query<{ id: string }>('select id from app_public.teams where league_id = $1', [
    leagueId,
  ]);
  const poolId = await createPlayerPool(db, 'Bench', readBundledPool().slice(0, PLAYERS));
  const manager: Actor = { kind: 'USER', userId: managerId };
  return { commissioner, manager, leagueId, poolId, teamIds: rows.map(({ id }) => id) };
}

/** Plays a draft up to a pick, all by the clock; its id. */
export async function playDraft(
  db: ConnectionPool,
  { commissioner, leagueId, poolId, teamIds }: League,
  { secondsPerPick, time, atPick }: Pick<SeedOptions, 'secondsPerPick' | 'time' | 'atPick'>,
): Promise<string> {
  const draftId = await createDraft(
    db,
    {
      leagueId,
      poolId,
      teamIds,
      startsAt: null,
      visibility: 'PUBLIC',
      settings: {
        order: { kind: 'SNAKE' },
        rounds: ROUNDS,
        secondsPerPick,
        secondsPerPickByRound: {},
        rosterSlots: standardRoster,
        tradedPicks: [],
        ...time,
      },
    },
    commissioner,
  );
  await openDraft(db, draftId, commissioner);
  const memory = new DraftMemory();
  for (let pick = 1; pick < atPick; pick += 1) {
    await db.query('update app_public.drafts set next_deadline = clock_timestamp() where id = $1', [draftId]);
    await timeOut(db, draftId, { memory, observer: unobserved, giveWayMs: 0 });
  }
  return draftId;
}

/** Whom each pick of a draft takes when the clock makes all of them: a sequence that fits every roster. */
export async function playedSequence(db: ConnectionPool, league: League): Promise<number[]> {
  const draftId = await playDraft(db, league, { secondsPerPick: 60, atPick: PICKS + 1 });
  const { rows } = await db.query<{ playerId: number }>(
    'select player_id as "playerId" from app_public.picks where draft_id = $1 order by pick_number',
    [draftId],
  );
  return rows.map(({ playerId }) => playerId);
}

/**
 * Fills the database with copies of a draft in progress, which then goes. Ends with everything written back, so that the kernel does
 * not do that while something is measured: it stalled all writes for a fifth of a second, half a minute later.
 */
export async function copyDrafts(db: ConnectionPool, model: string, options: SeedOptions): Promise<void> {
  const { copiesAtOnce = COPIES_AT_ONCE } = options;
  let begun = 0;
  let made = 0;
  const copyAlong = async () => {
    const client = await db.connect();
    try {
      // What a copy refers to is there, since the model refers to it: where that is allowed, it is not looked up again.
      await client.query('set session_replication_role = replica').catch(() => undefined);
      while (begun < options.drafts) {
        const first = begun;
        const count = Math.min(copiesAtOnce, options.drafts - first);
        begun += count;
        await armCopies(client, await cloneDraft(client, model, count, first, options));
        made += count;
        options.onProgress(made);
      }
    } finally {
      client.release(true);
    }
  };
  await Promise.all([copyAlong(), copyAlong()]);
  await db.query('select graphile_worker.remove_job(app_private.alarm_key($1))', [model]);
  await db.query('delete from app_public.drafts where id = $1', [model]);
  await db.query('vacuum analyze');
  await checkpoint(db);
}

/** Writes everything back, where the role may: on the server of a bench's own it may. */
async function checkpoint(db: ConnectionPool): Promise<void> {
  try {
    await db.query('checkpoint');
  } catch (error) {
    const isNotAllowed = error instanceof Error && 'code' in error && error.code === INSUFFICIENT_PRIVILEGE;
    if (!isNotAllowed) throw error;
  }
}

/**
 * Copies a draft with its board and its history, as apply_picks would have left it, the copy's own deadline in the last event: the rows
 * of a copy lie together, as open_draft writes them. Answers the copies, which have no alarms yet.
 */
async function cloneDraft(
  db: Queryable,
  model: string,
  count: number,
  made: number,
  options: SeedOptions,
): Promise<string[]> {
  const { first, step } = options.dueIn;
  const { rows } = await db.query<{ id: string }>(
    `with clone as (
       insert into app_public.drafts
         (league_id, pool_id, state, visibility, current_pick, next_deadline, deadline, clock_ends_at, bank_before, version,
          opened_at)
       select d.league_id, d.pool_id, d.state, d.visibility, d.current_pick,
              copy.due, copy.due - (d.next_deadline - d.deadline), copy.due - (d.next_deadline - d.clock_ends_at),
              d.bank_before, d.version, d.opened_at
         from app_public.drafts d, generate_series($2::integer, $5::integer) i,
              lateral (select clock_timestamp() + make_interval(secs => $3::float8 + $4::float8 * i) as due) as copy
        where d.id = $1
       returning id, version, next_deadline
     ), settings as (
       insert into app_public.draft_settings
       select copy.* from clone, app_public.draft_settings s,
              lateral jsonb_populate_record(s, jsonb_build_object('draft_id', clone.id)) as copy where s.draft_id = $1
     ), slots as (
       insert into app_public.draft_slots
       select copy.* from clone, app_public.draft_slots s,
              lateral jsonb_populate_record(s, jsonb_build_object('draft_id', clone.id)) as copy where s.draft_id = $1 order by clone.id, s.slot
     ), cells as (
       insert into app_public.picks
       select clone.id, p.pick_number, p.round, p.slot, p.team_id, p.seconds, p.player_id, p.source, p.strategy,
              p.reason, p.picked_by, p.picked_at
         from clone, app_public.picks p where p.draft_id = $1 order by clone.id, p.pick_number
     ), events as (
       insert into app_public.draft_events
       select clone.id, e.version, e.at, e.kind,
              case when e.version = clone.version and e.data ? 'deadline'
                   then e.data || jsonb_build_object('deadline', clone.next_deadline) else e.data end
         from clone, app_public.draft_events e where e.draft_id = $1
        order by clone.id, e.version
     )
     select id from clone`,
    [model, made, first, step, made + count - 1],
  );
  return rows.map(({ id }) => id);
}

/**
 * Gives copies their alarms, as apply_picks would have. A few hundred at a time: within one transaction each job that is added takes
 * longer than the one before.
 */
async function armCopies(db: Queryable, draftIds: readonly string[]): Promise<void> {
  await db.query(
    `with alarm as (
       select d.id as draft, job.id as job
         from app_public.drafts d,
              graphile_worker.add_job('draft_timeout', json_build_object('draftId', d.id), run_at => d.next_deadline,
                                      job_key => app_private.alarm_key(d.id)) as job
        where d.id = any ($1)
     )
     update app_public.drafts d set job_id = alarm.job from alarm where d.id = alarm.draft`,
    [draftIds],
  );
}

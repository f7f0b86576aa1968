import type { Pool } from '../src/database/connect.ts';
import { type Actor, createLeague, createPool, createUser } from '../src/database/door.ts';
import { standardRoster } from '../src/draft/roster_slots.ts';
import { createDraft } from '../src/orchestrator/create_draft.ts';
import { DraftMemory } from '../src/orchestrator/draft_memory.ts';
import { openDraft } from '../src/orchestrator/open_draft.ts';
import { timeOut } from '../src/orchestrator/time_out.ts';
import { readBundledPool } from '../src/players/bundled_pool.ts';

const TEAMS = 12;
const ROUNDS = 15;
const PLAYERS = 400;
const CLONES_AT_ONCE = 500;

export interface SeedOptions {
  readonly drafts: number;
  readonly secondsPerPick: number;
  /** The pick on the clock; the ones before it are made by the real auto-pick. */
  readonly atPick: number;
  /** Seconds from now to the deadline of draft i, counted from 0. */
  readonly dueIn: { readonly first: number; readonly step: number };
  readonly onProgress: (made: number) => void;
}

/** Fills a database with drafts in progress: one that is really played to its pick, and exact copies of it. */
export async function seedDrafts(db: Pool, options: SeedOptions): Promise<void> {
  const model = await playModel(db, options);
  for (let made = 0; made < options.drafts; made += CLONES_AT_ONCE) {
    const count = Math.min(CLONES_AT_ONCE, options.drafts - made);
    await cloneDraft(db, model, count, made, options);
    options.onProgress(made + count);
  }
  await db.query('select graphile_worker.remove_job(app_private.alarm_key($1))', [model]);
  await db.query('delete from app_public.drafts where id = $1', [model]);
  await db.query('vacuum analyze');
}

async function playModel(db: Pool, { secondsPerPick, atPick }: SeedOptions): Promise<string> {
  const actor: Actor = { kind: 'USER', userId: await createUser(db, 'Bench') };
  const teams = Array.from({ length: TEAMS }, (_, i) => ({ name: `Team ${i + 1}`, managerId: null }));
  const leagueId = await createLeague(db, { name: 'Bench', teams }, actor);
  const { rows } = await db.query<{ id: string }>('select id from app_public.teams where league_id = $1', [
    leagueId,
  ]);
  const poolId = await createPool(db, 'Bench', readBundledPool().slice(0, PLAYERS));
  const draftId = await createDraft(
    db,
    {
      leagueId,
      poolId,
      teamIds: rows.map(({ id }) => id),
      startsAt: null,
      visibility: 'PUBLIC',
      settings: {
        order: { kind: 'SNAKE' },
        rounds: ROUNDS,
        secondsPerPick,
        secondsPerPickByRound: {},
        rosterSlots: standardRoster,
        tradedPicks: [],
      },
    },
    actor,
  );
  await openDraft(db, draftId, actor);
  const memory = new DraftMemory();
  const observer = { picked: () => undefined, failed: () => undefined, fellBack: () => undefined };
  for (let pick = 1; pick < atPick; pick += 1) {
    await db.query('update app_public.drafts set next_deadline = clock_timestamp() where id = $1', [draftId]);
    await timeOut(db, draftId, { memory, observer, giveWayMs: 0 });
  }
  return draftId;
}

/** Copies a draft with its board, its history and an alarm of its own, as the door would have left it. */
async function cloneDraft(
  db: Pool,
  model: string,
  count: number,
  made: number,
  options: SeedOptions,
): Promise<void> {
  const { first, step } = options.dueIn;
  await db.query(
    `with clone as (
       insert into app_public.drafts
         (league_id, pool_id, state, visibility, current_pick, next_deadline, version, opened_at)
       select d.league_id, d.pool_id, d.state, d.visibility, d.current_pick,
              clock_timestamp() + make_interval(secs => $3::float8 + $4::float8 * i), d.version, d.opened_at
         from app_public.drafts d, generate_series($2::integer, $5::integer) i
        where d.id = $1
       returning id
     ), settings as (
       insert into app_public.draft_settings
       select clone.id, s.pick_order, s.rounds, s.seconds_per_pick, s.seconds_per_pick_by_round, s.roster_slots,
              s.traded_picks, s.limit_positions, s.limit_players
         from clone, app_public.draft_settings s where s.draft_id = $1
     ), slots as (
       insert into app_public.draft_slots
       select clone.id, s.slot, s.team_id, s.autopilot, s.strategy, s.queue_version
         from clone, app_public.draft_slots s where s.draft_id = $1
     ), cells as (
       insert into app_public.picks
       select clone.id, p.pick_number, p.round, p.slot, p.team_id, p.seconds, p.player_id, p.source, p.strategy,
              p.reason, p.picked_by, p.picked_at
         from clone, app_public.picks p where p.draft_id = $1
     )
     insert into app_public.draft_events
     select clone.id, e.version, e.at, e.kind, e.data from clone, app_public.draft_events e where e.draft_id = $1`,
    [model, made, first, step, made + count - 1],
  );
  await db.query(
    `with alarm as (
       select d.id as draft, job.id as job
         from app_public.drafts d,
              graphile_worker.add_job('draft_timeout', json_build_object('draftId', d.id), run_at => d.next_deadline,
                                      job_key => app_private.alarm_key(d.id)) as job
        where d.state = 'IN_PROGRESS' and d.job_id is null
     )
     update app_public.drafts d set job_id = alarm.job from alarm where d.id = alarm.draft`,
  );
}

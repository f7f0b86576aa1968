import { unobserved } from '../../bench/seed.ts';
import type { Actor } from '../../src/database/actor.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { createLeague, createUser } from '../../src/database/leagues.ts';
import type { JudgedPick } from '../../src/database/picks.ts';
import { createPlayerPool, readPool } from '../../src/database/players.ts';
import type { Keeper, TradedPick } from '../../src/draft/cells.ts';
import type { DraftOrder, Place } from '../../src/draft/order.ts';
import type { RosterSlot } from '../../src/draft/roster_slots.ts';
import type { TimeSettings } from '../../src/draft/time_settings.ts';
import { createDraft } from '../../src/orchestrator/create_draft.ts';
import { DraftMemory } from '../../src/orchestrator/draft_memory.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { type TimeOutOptions, timeOut } from '../../src/orchestrator/time_out.ts';

/** Positions of made-up players, by rank: enough of each for any standard roster. */
const POSITIONS = ['RB', 'WR', 'RB', 'WR', 'QB', 'TE', 'WR', 'RB', 'K', 'DEF'];

export interface TestDraft {
  draftId: string;
  leagueId: string;
  poolId: string;
  commissioner: Actor;
  /** By slot, the first at index 0. */
  teamIds: string[];
  managers: Actor[];
  /** Player ids by rank. */
  players: number[];
}

export interface TestDraftOptions {
  teams?: number;
  rounds?: number;
  secondsPerPick?: number;
  secondsPerPickByRound?: Record<number, number>;
  order?: DraftOrder;
  tradedPicks?: TradedPick[];
  /** Named by the ranks of their players, from 1, instead of their ids. */
  keepers?: readonly (Omit<Keeper, 'playerId'> & { readonly rank: number })[];
  forfeits?: readonly Place[];
  rosterSlots?: readonly RosterSlot[];
  positionMaximums?: Record<string, number>;
  strategy?: { name: string; options?: Record<string, unknown> };
  poolSize?: number;
  poolId?: string;
  startsAt?: string | null;
  open?: boolean;
  name?: string;
  /** Rules of time; a plain draft unless told. */
  time?: Partial<TimeSettings>;
}

export function userActor(userId: string): Actor {
  return { kind: 'USER', userId };
}

/** A pool of so many made-up players, of these positions in turn. */
export function newPool(db: ConnectionPool, size = 200, positions = POSITIONS): Promise<string> {
  return createPlayerPool(
    db,
    'Made-up players',
    Array.from({ length: size }, (_, i) => ({
      rank: i + 1,
      name: `Player ${i + 1}`,
      positions: [positions[i % positions.length] ?? 'RB'],
      proTeam: 'KC',
      byeWeek: 7,
    })),
  );
}

/** A roster that takes anybody, for drafts whose rosters do not matter. */
export function openRoster(seats: number): RosterSlot[] {
  return [{ name: 'BN', seats, positions: 'ANY' }];
}

/** So many more drafts of one round for the teams of a league, none of which is open. */
export async function planDrafts(
  db: ConnectionPool,
  { leagueId, teamIds, commissioner }: Pick<TestDraft, 'leagueId' | 'teamIds' | 'commissioner'>,
  poolId: string,
  count: number,
): Promise<void> {
  const settings = {
    ...{ rounds: 1, order: { kind: 'SNAKE' } as const, secondsPerPick: 60, secondsPerPickByRound: {} },
    ...{ rosterSlots: openRoster(1), tradedPicks: [] },
  };
  const planned = { leagueId, poolId, teamIds, startsAt: null, visibility: 'PUBLIC' as const, settings };
  for (let n = 0; n < count; n += 1) await createDraft(db, planned, commissioner);
}

/** A league with one manager per team, a pool, and a draft that is in progress unless told otherwise. */
export async function newDraft(db: ConnectionPool, options: TestDraftOptions = {}): Promise<TestDraft> {
  const { teams = 4, rounds = 3, secondsPerPick = 60, open = true } = options;
  const commissioner = userActor(await createUser(db, 'Commissioner'));
  const managers: Actor[] = [];
  for (let i = 0; i < teams; i += 1) managers.push(userActor(await createUser(db, `Manager ${i + 1}`)));
  const leagueId = await createLeague(
    db,
    {
      name: 'League',
      teams: managers.map((manager, i) => ({ name: `Team ${i + 1}`, managerId: userIdOf(manager) })),
    },
    commissioner,
  );
  const { rows } = await db.query<{ id: string }>(
    `select id from app_public.teams where league_id = $1 order by substring(name from 6)::integer`,
    [leagueId],
  );
  const teamIds = rows.map((row) => row.id);
  const poolId = options.poolId ?? (await newPool(db, options.poolSize));
  const players = (await readPool(db, poolId)).players.map(({ id }) => id);
  const draftId = await createDraft(
    db,
    {
      leagueId,
      poolId,
      teamIds,
      startsAt: options.startsAt ?? null,
      visibility: 'PUBLIC',
      settings: {
        order: options.order ?? { kind: 'SNAKE' },
        rounds,
        secondsPerPick,
        secondsPerPickByRound: options.secondsPerPickByRound ?? {},
        rosterSlots: options.rosterSlots ?? openRoster(rounds),
        tradedPicks: options.tradedPicks ?? [],
        ...(options.positionMaximums && { positionMaximums: options.positionMaximums }),
        ...(options.strategy && {
          strategy: options.strategy.name,
          strategyOptions: options.strategy.options ?? {},
        }),
        keepers: (options.keepers ?? []).map(({ rank, ...keeper }) => ({
          ...keeper,
          playerId: players[rank - 1] ?? 0,
        })),
        forfeits: options.forfeits ?? [],
        name: options.name ?? null,
        ...options.time,
      },
    },
    commissioner,
  );
  if (open) await openDraft(db, draftId, commissioner);
  return { draftId, leagueId, poolId, commissioner, teamIds, managers, players };
}

/** Who drafts from that slot: the manager's id. */
export function managerId({ managers }: TestDraft, slot: number): string {
  const manager = managers[slot - 1];
  const id = manager && userIdOf(manager);
  if (!id) throw new Error(`nobody drafts from slot ${slot}`);
  return id;
}

export function userIdOf(actor: Actor): string | null {
  return actor.kind === 'CLOCK' ? null : actor.userId;
}

/** The row of a draft, as tests read it. */
export interface DraftRow {
  state: string;
  version: number;
  currentPick: number | null;
  nextDeadline: Date | null;
  clockEndsAt: Date | null;
  deadline: Date | null;
  overtimeSince: Date | null;
  remainingSeconds: number | null;
  jobId: string | null;
  timeoutCount: number;
  attemptCount: number;
  lastError: string | null;
  retryAt: Date | null;
  at: Date;
}

/** The draft's row and the database's time. */
export async function draftRow(db: ConnectionPool, draftId: string): Promise<DraftRow> {
  const { rows } = await db.query<DraftRow>(
    `select state, version, current_pick as "currentPick", next_deadline as "nextDeadline",
            coalesce(clock_ends_at, next_deadline) as "clockEndsAt", coalesce(deadline, next_deadline) as deadline,
            overtime_since as "overtimeSince",
            extract(epoch from remaining)::float8 as "remainingSeconds", job_id as "jobId",
            timeout_count as "timeoutCount", attempt_count as "attemptCount", last_error as "lastError",
            retry_at as "retryAt", clock_timestamp() as at
       from app_public.drafts where id = $1`,
    [draftId],
  );
  const [row] = rows;
  if (!row) throw new Error('no such draft');
  return row;
}

/** A cell of the board, as tests read it. */
export interface PickRow {
  pickNumber: number;
  round: number;
  slot: number;
  teamId: string;
  playerId: number | null;
  source: string | null;
  strategy: string | null;
  reason: string | null;
  pickedAt: Date | null;
  skippedAt: Date | null;
  isForfeited: boolean;
}

/** The board of a draft. */
export async function board(db: ConnectionPool, draftId: string): Promise<PickRow[]> {
  const { rows } = await db.query<PickRow>(
    `select pick_number as "pickNumber", round, slot, team_id as "teamId", player_id as "playerId", source, strategy,
            reason, picked_at as "pickedAt", skipped_at as "skippedAt",
            is_forfeited as "isForfeited"
       from app_public.picks where draft_id = $1 order by pick_number`,
    [draftId],
  );
  return rows;
}

/** A team of a draft as the rules of time have left it. */
export interface SeatRow {
  teamId: string;
  hasTimeRules: boolean;
  bankSeconds: number;
  misses: number;
  autopilot: boolean;
}

/** The teams of a draft, by slot. */
export async function seats(db: ConnectionPool, draftId: string): Promise<SeatRow[]> {
  const { rows } = await db.query<SeatRow>(
    `select team_id as "teamId", has_time_rules as "hasTimeRules", bank_seconds as "bankSeconds", misses, autopilot
       from app_public.draft_slots where draft_id = $1 order by slot`,
    [draftId],
  );
  return rows;
}

/** A job that carries the key of a draft's alarm. */
export interface AlarmRow {
  id: string;
  runAt: Date;
  attempts: number;
  isLocked: boolean;
  payload: unknown;
}

/** Every job with the key of the draft's alarm: one while in progress, else none. */
export async function alarms(db: ConnectionPool, draftId: string): Promise<AlarmRow[]> {
  const { rows } = await db.query<AlarmRow>(
    `select id, run_at as "runAt", attempts, locked_at is not null as "isLocked", payload
       from graphile_worker._private_jobs where key = app_private.alarm_key($1)`,
    [draftId],
  );
  return rows;
}

/**
 * Moves the deadline of the pick on the clock to that many seconds from now, and the other instants of its clock with it; its alarm is
 * left alone.
 */
export async function setDeadline(db: ConnectionPool, draftId: string, seconds: number): Promise<Date> {
  const { rows } = await db.query<{ deadline: Date }>(
    `update app_public.drafts d
        set next_deadline = now.at + make_interval(secs => $2),
            deadline = now.at + make_interval(secs => $2) - (d.next_deadline - d.deadline),
            clock_ends_at = now.at + make_interval(secs => $2) - (d.next_deadline - d.clock_ends_at)
       from (select clock_timestamp() as at) as now
      where d.id = $1 returning d.next_deadline as deadline`,
    [draftId, seconds],
  );
  const [row] = rows;
  if (!row) throw new Error('no such draft');
  return row.deadline;
}

/** What the clock did, in order. */
export interface Recorded {
  picked: JudgedPick[];
  failed: { draftId: string; error: string; paused: boolean }[];
  fellBack: { draftId: string; strategy: string; objection: string }[];
  acted: JudgedPick[];
}

/** Runs the timeout of a draft as its job would, and answers what happened. */
export async function runTimeOut(
  db: ConnectionPool,
  draftId: string,
  memory = new DraftMemory(),
): Promise<Recorded> {
  const recorded: Recorded = { picked: [], failed: [], fellBack: [], acted: [] };
  const options: TimeOutOptions = {
    memory,
    // At once: there is no alarm here.
    giveWayMs: 0,
    observer: {
      ...unobserved,
      fellBack: (id, strategy, objection) => recorded.fellBack.push({ draftId: id, strategy, objection }),
      picked: (pick) => recorded.picked.push(pick),
      acted: (pick) => recorded.acted.push(pick),
      failed: (id, error, noted) =>
        recorded.failed.push({ draftId: id, error, paused: noted?.paused ?? false }),
    },
  };
  await timeOut(db, draftId, options);
  return recorded;
}

import type { ConnectionPool } from '../../src/database/connect.ts';
import { setAutopilot } from '../../src/database/life_cycle.ts';
import { setQueue } from '../../src/database/queues.ts';
import type { TradedPick } from '../../src/draft/cells.ts';
import type { DraftOrder } from '../../src/draft/order.ts';
import { WEEKDAYS } from '../../src/draft/quiet_hours.ts';
import { standardRoster } from '../../src/draft/roster_slots.ts';
import type { TimeSettings } from '../../src/draft/time_settings.ts';
import { between, oneOf, type Random, shuffled } from '../chaos/random.ts';
import { newDraft, openRoster, type TestDraft, type TestDraftOptions } from './drafts.ts';

/** Two drafts that are alike in everything but their ids: of the teams, the players and the jobs too. */
export type Twins = readonly [TestDraft, TestDraft];

const POOL_SIZE = 60;
const HOUR = 3600;
const QUIET_IN_HOURS = 3;
const QUIET_FOR_HOURS = 5;

const upTo = (random: Random, most: number) => Math.floor(random() * (most + 1));

/** Quiet hours that are not near, so that twins are not parted by an edge, and that hour-long clocks reach. */
function quietLater(): TimeSettings['quietHours'] {
  const timeIn = (hours: number) => {
    const hour = (new Date().getUTCHours() + hours) % 24;
    return `${String(hour).padStart(2, '0')}:00`;
  };
  const window = { from: timeIn(QUIET_IN_HOURS), to: timeIn(QUIET_IN_HOURS + QUIET_FOR_HOURS) };
  return { zone: 'UTC', picks: 'ALLOWED', windows: [{ weekdays: WEEKDAYS, ...window }] };
}

/** Random rules of time, in whole seconds. Picks that are passed over come twice. */
function randomTime(random: Random, mayPass: boolean): Partial<TimeSettings> {
  return {
    bankSeconds: upTo(random, 3) * HOUR,
    incrementSeconds: upTo(random, 5),
    graceSeconds: upTo(random, 10),
    autopilotSeconds: upTo(random, 60),
    quietHours: random() < 0.6 ? quietLater() : null,
    atZero: mayPass && random() < 0.5 ? 'SKIP' : 'AUTO_PICK',
    autopilotAfterMisses: random() < 0.3 ? 2 : null,
  };
}

/** Random settings that a draft of made-up players can be completed with. */
function randomOptions(random: Random): TestDraftOptions {
  const teams = 2 + Math.floor(random() * 3);
  const isStandard = random() < 0.3;
  const rounds = isStandard ? 15 : 1 + Math.floor(random() * 4);
  const kinds: DraftOrder[] = [{ kind: 'SNAKE' }, { kind: 'LINEAR' }];
  const traded: TradedPick[] =
    random() < 0.5 ? [] : [{ round: 1 + Math.floor(random() * rounds), slot: 1, owner: teams }];
  return {
    teams,
    rounds,
    order: oneOf(random, kinds) ?? { kind: 'SNAKE' },
    secondsPerPick: Math.ceil(between(random, 1, 600)),
    secondsPerPickByRound: random() < 0.5 ? {} : { [rounds]: Math.ceil(between(random, 1, 600)) },
    // A traded cell gives a roster one player more, so only anybody's roster takes it.
    tradedPicks: isStandard ? [] : traded,
    rosterSlots: isStandard ? standardRoster : openRoster(rounds + 1),
    poolSize: Math.max(POOL_SIZE, teams * rounds * 3),
    ...(random() < 0.5 && {
      secondsPerPick: Math.ceil(between(random, 1, 4 * HOUR)),
      time: randomTime(random, !isStandard),
    }),
  };
}

/** Twins in progress, with the same queues and autopilots. */
export async function newTwins(db: ConnectionPool, random: Random): Promise<Twins> {
  const options = randomOptions(random);
  const twins: Twins = [await newDraft(db, options), await newDraft(db, options)];
  for (let slot = 1; slot <= twins[0].teamIds.length; slot += 1) {
    if (random() < 0.4) await changeQueue(db, twins, slot, random);
    if (random() < 0.3) await switchAutopilot(db, twins, slot, random() < 0.8);
  }
  return twins;
}

/** Gives the team of that slot another queue, in both. */
export async function changeQueue(
  db: ConnectionPool,
  twins: Twins,
  slot: number,
  random: Random,
): Promise<void> {
  const ranks = shuffled(random, [...Array(POOL_SIZE).keys()]).slice(0, 1 + Math.floor(random() * 5));
  for (const { draftId, teamIds, managers, players } of twins) {
    const queue = ranks.map((rank) => players[rank] ?? 0);
    const [teamId, manager] = [teamIds[slot - 1], managers[slot - 1]];
    if (teamId && manager) await setQueue(db, draftId, teamId, queue, manager);
  }
}

/** Switches the autopilot of the team of that slot, in both. */
export async function switchAutopilot(
  db: ConnectionPool,
  twins: Twins,
  slot: number,
  on: boolean,
): Promise<void> {
  for (const { draftId, teamIds, commissioner } of twins) {
    await setAutopilot(db, draftId, teamIds[slot - 1] ?? '', on, commissioner);
  }
}

/**
 * Everything that is stored of a draft, so that twins are equal: teams by their slots, players by their ranks, times by how long after the
 * event they are that belongs to them.
 */
export async function everythingOf(db: ConnectionPool, { draftId }: TestDraft): Promise<unknown> {
  const { rows } = await db.query(
    `with d as (select * from app_public.drafts where id = $1),
     team as (select s.team_id, s.slot from app_public.draft_slots s where s.draft_id = $1),
     player as (select p.id, p.rank from app_public.players p join d on d.pool_id = p.pool_id),
     last as (select max(e.at) as at from app_public.draft_events e where e.draft_id = $1 and e.kind = 'PICKED'),
     event as (
       select e.version, e.kind,
              e.data - '{deadline,clockEndsAt,actsAt,nextDeadline,teamId,nextTeamId,playerId,teams,poolId,leagueId,promisedSeedHash}'::text[] as data,
              case when e.kind in ('PICKED', 'SKIPPED') then array(
                select (e.data ->> instant)::timestamptz - e.at from unnest('{deadline,clockEndsAt,actsAt,nextDeadline}'::text[]) as instant
              ) end as instants,
              (select slot from team where team_id::text = e.data ->> 'teamId') as team,
              (select slot from team where team_id::text = e.data ->> 'nextTeamId') as next_team,
              (select rank from player where id::text = e.data ->> 'playerId') as player
         from app_public.draft_events e where e.draft_id = $1
     )
     select
       (select jsonb_agg(to_jsonb(x) order by x.pick_number) from (
          select kept.pick_number, kept.reason, kept.picked_at = c.picked_at as of_pick
            from app_public.pick_reasons kept join app_public.picks c using (draft_id, pick_number)
           where kept.draft_id = $1) as x) as reasons,
       (select to_jsonb(x) from (
          select d.state, d.visibility, d.current_pick, d.version, d.timeout_count, d.attempt_count, d.last_error, d.retry_at,
                 d.remaining, d.opened_at is null as unopened, d.bank_before,
                 d.next_deadline - d.deadline as grace, d.next_deadline - d.clock_ends_at as after_clock,
                 (select c.pick_number from app_public.picks c where c.draft_id = $1 and c.picked_at = d.last_timeout_at) as last_timed_out,
                 case when last.at is not null then d.ended_at - last.at end as ended, d.job_id is null as no_job
            from d, last) as x) as draft,
       (select jsonb_agg(to_jsonb(x) order by x.pick_number) from (
          select c.pick_number, c.round, c.slot, team.slot as team, c.seconds, player.rank as player, c.source, c.strategy, c.reason,
                 c.picked_by, c.picked_at is null as open, c.skipped_at is not null as skipped
            from app_public.picks c join team using (team_id) left join player on player.id = c.player_id
           where c.draft_id = $1) as x) as cells,
       (select jsonb_agg(to_jsonb(event) order by event.version) from event) as events,
       (select jsonb_agg(to_jsonb(x) order by x.slot) from (
          select s.slot, s.autopilot, s.queue_version, s.has_time_rules, s.bank_seconds, s.misses, s.came_back
            from app_public.draft_slots s where s.draft_id = $1) as x) as slots,
       (select jsonb_agg(to_jsonb(x)) from (
          select j.task_id, j.attempts, j.max_attempts, j.is_available, j.locked_at, j.revision, j.last_error,
                 j.run_at = d.next_deadline as at_deadline, j.id = d.job_id as is_known, j.payload::jsonb = jsonb_build_object('draftId', d.id) as is_own
            from graphile_worker._private_jobs j, d where j.key = app_private.alarm_key(d.id)) as x) as jobs`,
    [draftId],
  );
  return rows[0];
}

-- Opens a draft with its board and its roster limits, and puts the first cell on the clock; pauses at once where that is planned before
-- it, or before a kept or forfeited one that comes on no clock, as an event of its own. Answers the draft's new version. cells: [{pickNumber, round, slot, owner (a slot), seconds, keeper (a player or null), isForfeited}]; seen_version: what they
-- were decided on. A cell with a keeper is made when the draft opens, one that is forfeited is never filled.
create or replace function app_private.open_draft(
  draft uuid,
  seen_version integer,
  cells jsonb,
  limit_positions integer[],
  limit_players integer[],
  actor app_private.actor
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  -- Each is counted at every pick. As src/draft/roster_limits.ts has it.
  most_limits constant integer := 4096;
  waiting app_public.drafts := app_private.begin_change(
    draft, actor, array['SCHEDULED']::app_public.draft_state[], 'IN_PROGRESS'
  );
  at constant timestamptz := clock_timestamp();
  first_cell app_public.picks;
  clock record;
  opened app_public.drafts;
begin
  if waiting.state = 'IN_PROGRESS' then
    return waiting.version;
  end if;
  if waiting.version <> seen_version then
    perform app_private.refuse('STALE_VERSION', jsonb_build_object('version', waiting.version, 'seen', seen_version));
  end if;

  if cardinality(limit_positions) > most_limits then
    perform app_private.refuse('ROSTER_TOO_COMPLEX', jsonb_build_object('limits', cardinality(limit_positions), 'most', most_limits));
  end if;

  insert into app_public.picks (
    draft_id, pick_number, round, slot, team_id, seconds, is_forfeited, player_id, source, picked_at
  )
  select
    draft, cell."pickNumber", cell.round, cell.slot, seat.team_id, cell.seconds, coalesce(cell."isForfeited", false),
    cell.keeper,
    case when cell.keeper is not null then 'KEEPER'::app_public.pick_source end,
    case when cell.keeper is not null then at end
  from jsonb_to_recordset(cells) as cell (
    "pickNumber" integer, round integer, slot integer, owner integer, seconds double precision, keeper integer,
    "isForfeited" boolean
  )
  join app_public.draft_slots seat on seat.draft_id = draft and seat.slot = cell.owner;

  -- The tightest first: whoever counts stops at the first one that a roster cannot have reached.
  update app_public.draft_settings s
  set (limit_positions, limit_players) = (
    select coalesce(array_agg(l.bits order by l.players), '{}'), coalesce(array_agg(l.players order by l.players), '{}')
    from unnest(open_draft.limit_positions, open_draft.limit_players) as l (bits, players)
  )
  where s.draft_id = draft;

  update app_public.draft_slots seat set bank_seconds = s.bank_seconds
  from app_public.draft_settings s
  where seat.draft_id = draft and seat.has_time_rules and s.draft_id = draft;
  select * into strict first_cell from app_private.next_open_cell(draft);
  perform app_private.plan_pause(draft, at);
  select c.next_deadline, c.rules into strict clock from app_private.clock_for(first_cell, at) as c;
  perform graphile_worker.remove_job(app_private.start_key(draft));
  perform app_private.put_on_clock(
    array[draft], array[waiting.version + 1], array[first_cell.pick_number], array[clock.next_deadline],
    array[null::bigint], array[false], at, array[clock.rules]
  );
  perform app_private.append_events(
    array[draft], array[waiting.version + 1], at, 'OPENED',
    array[jsonb_build_object(
      'slots', (select jsonb_agg(c -> 'slot' order by (c ->> 'pickNumber')::integer) from jsonb_array_elements(cells) c),
      'owners', (select jsonb_agg(c -> 'owner' order by (c ->> 'pickNumber')::integer) from jsonb_array_elements(cells) c),
      'secondsByRound', (
        select jsonb_agg(r.seconds order by r.round)
        from (
          select distinct (c -> 'round')::integer as round, c -> 'seconds' as seconds
          from jsonb_array_elements(cells) c
        ) as r
      ),
      'pickNumber', first_cell.pick_number, 'teamId', first_cell.team_id
    ) || (
      -- Neither is named where there is none.
      select jsonb_strip_nulls(jsonb_build_object(
        'keepers', jsonb_agg(
          jsonb_build_object('pickNumber', p.pick_number, 'teamId', p.team_id, 'playerId', p.player_id)
          order by p.pick_number
        ) filter (where p.source = 'KEEPER'),
        'forfeits', jsonb_agg(p.pick_number order by p.pick_number) filter (where p.is_forfeited)
      ))
      from app_public.picks p where p.draft_id = draft
    ) || case when clock.rules is null then '{}' else jsonb_build_object('bankSeconds', (clock.rules).bank_seconds) end],
    array[clock.next_deadline], array[clock.rules]
  );
  perform app_private.audit(actor, 'DRAFT_OPENED', waiting.league_id, draft);
  if exists (
    select from app_public.draft_settings s
    where s.draft_id = draft and first_cell.pick_number >= any (s.pause_before_picks)
  ) then
    select * into strict opened from app_public.drafts d where d.id = draft;
    perform app_private.stop_clock(opened, at, 'SCHEDULED');
    return opened.version + 1;
  end if;
  return waiting.version + 1;
end;
$$;

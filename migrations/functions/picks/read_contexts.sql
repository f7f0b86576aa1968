-- What a strategy needs to choose for the team on the clock, and all it takes to go on choosing for the draft as long as
-- nobody else changes it. One read, no locks, of those of the drafts that are in progress. only_due: of one whose clock
-- runs nothing is read but its deadline; board and seats are null. also_paused: those that are paused as well.
--
-- The columns are those of the type draft_context; is_plain is read by processes of 0.2.0 alone.
create or replace function app_private.read_contexts(drafts uuid[], only_due boolean, also_paused boolean)
returns setof app_private.draft_context
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set enable_bitmapscan = off
set enable_material = off
set enable_sort = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  at constant timestamptz := clock_timestamp();
begin
  return query
  select
    d.id, d.version, extract(epoch from at - d.due_at)::double precision * 1000, d.due_at, d.pool_id, d.current_pick,
    s.roster_slots::text, array_to_string(s.limit_positions, ','), array_to_string(s.limit_players, ','),
    board.players, board.owners, league.seats, app_private.is_plain(s),
    (select pool.status_version from app_public.player_pools pool where pool.id = d.pool_id),
    case when d.is_preview then (select p.seed from app_public.previews p where p.draft_id = d.id) end
  from app_public.drafts d
  join app_public.draft_settings s on s.draft_id = d.id
  -- One look for the whole draft, so that rankings cost nothing where nobody has one.
  cross join lateral (
    select exists (select from app_public.rankings r where r.pool_id = d.pool_id) as any
  ) as ranked
  cross join lateral (
    select
      array_agg(seat.team_id) as teams,
      json_agg(json_build_array(seat.team_id, seat.strategy, seat.queue_version, array(
        select wish.player_id from app_public.queue_entries wish
        where wish.draft_id = d.id and wish.team_id = seat.team_id and wish.manager_id = seat.manager_id
        order by wish.place
      ), case when ranked.any then (
        -- The ranking that counts: the one of its manager that the strategy names, else the one that is called "default".
        select json_build_array(r.id, r.version) from app_public.rankings r
        where r.owner_id = seat.manager_id and r.pool_id = d.pool_id
          and (r.name = 'default' or r.id::text = seat.options ->> 'ranking')
        order by coalesce(r.id::text = seat.options ->> 'ranking', false) desc
        limit 1
      ) end, nullif(seat.options, '{}')::text)) as seats
    from (
      -- The queue and the strategy of the team's present manager alone: a team without a manager has no queue.
      select
        slot.*, team.manager_id, coalesce(own.strategy, s.strategy) as strategy,
        case when own.strategy is null then s.strategy_options else own.options end as options
      from app_public.draft_slots slot
      join app_public.teams team on team.id = slot.team_id
      left join app_public.team_strategies own
        on own.draft_id = slot.draft_id and own.team_id = slot.team_id and own.manager_id is not distinct from team.manager_id
      where slot.draft_id = d.id and (d.due_at <= at or not only_due)
      order by slot.slot offset 0
    ) as seat
  ) as league
  cross join lateral (
    select
      array_to_string(array_agg(cell.player_id), ',', '') as players,
      -- 255: nobody picks in a forfeited cell.
      array_to_string(
        array_agg(case when cell.is_forfeited then 255 else array_position(league.teams, cell.team_id) - 1 end), ','
      ) as owners
    from (
      select made.player_id, made.team_id, made.is_forfeited from app_public.picks made
      where made.draft_id = d.id and (d.due_at <= at or not only_due)
      order by made.pick_number offset 0
    ) as cell
  ) as board
  where d.id = any (drafts) and (d.state = 'IN_PROGRESS' or also_paused and d.state = 'PAUSED');
end;
$$;

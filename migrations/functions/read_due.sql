-- The drafts whose clock ran out, with what strategies need to choose. One read, no locks. The own draft comes
-- first when it is due; at most so many others follow, the longest due first, or only those of a list.
create or replace function app_private.read_due(own uuid, most integer, among uuid[] default null)
returns table (
  draft_id uuid,
  version integer,
  pick_number integer,
  round integer,
  deadline timestamptz,
  pool_id uuid,
  team_id uuid,
  strategy text,
  roster_slots jsonb,
  limit_positions integer[],
  limit_players integer[],
  picks_left integer,
  roster integer[],
  queue integer[],
  taken integer[]
)
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
  with due as (
    (
      select d.id from app_public.drafts d
      where d.id = own and d.state = 'IN_PROGRESS' and d.due_at <= at
    )
    union all
    (
      select d.id from app_public.drafts d
      where among is null and d.state = 'IN_PROGRESS' and d.due_at <= at and d.id is distinct from own
      order by d.due_at
      limit most
    )
    union all
    (
      select d.id from app_public.drafts d
      where d.id = any (among) and d.state = 'IN_PROGRESS' and d.due_at <= at
    )
  )
  select
    d.id, d.version, cell.pick_number, cell.round, d.next_deadline, d.pool_id, cell.team_id, seat.strategy,
    s.roster_slots, s.limit_positions, s.limit_players,
    (
      select count(*)::integer from app_public.picks left_over
      where left_over.draft_id = d.id and left_over.team_id = cell.team_id and left_over.player_id is null
    ),
    array(
      select made.player_id from app_public.picks made
      where made.draft_id = d.id and made.team_id = cell.team_id and made.player_id is not null
      order by made.pick_number
    ),
    array(
      select wish.player_id from app_public.queue_entries wish
      where wish.draft_id = d.id and wish.team_id = cell.team_id
      order by wish.place
    ),
    array(
      select made.player_id from app_public.picks made
      where made.draft_id = d.id and made.player_id is not null
    )
  from due
  join app_public.drafts d on d.id = due.id
  join app_public.draft_settings s on s.draft_id = d.id
  join app_public.picks cell on cell.draft_id = d.id and cell.pick_number = d.current_pick
  join app_public.draft_slots seat on seat.draft_id = d.id and seat.team_id = cell.team_id
  order by d.id is distinct from own, d.due_at;
end;
$$;

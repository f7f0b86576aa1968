-- What is needed to lay out the board of a draft before it opens, for who runs its league: one row.
create or replace function app_private.read_plan(draft uuid, actor app_private.actor)
returns table (
  version integer,
  state app_public.draft_state,
  teams integer,
  positions text[],
  pick_order jsonb,
  rounds integer,
  seconds_per_pick double precision,
  seconds_per_pick_by_round jsonb,
  roster_slots jsonb,
  traded_picks jsonb,
  keepers jsonb,
  forfeits jsonb,
  position_maximums jsonb
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform app_private.require_commissioner(actor, (app_private.require_draft(draft, actor)).league_id);
  return query
  select
    d.version, d.state,
    (select count(*)::integer from app_public.draft_slots seat where seat.draft_id = d.id),
    pool.positions, s.pick_order, s.rounds, s.seconds_per_pick, s.seconds_per_pick_by_round,
    s.roster_slots, s.traded_picks, s.keepers, s.forfeits, s.position_maximums
  from app_public.drafts d
  join app_public.draft_settings s on s.draft_id = d.id
  join app_public.player_pools pool on pool.id = d.pool_id
  where d.id = draft;
end;
$$;

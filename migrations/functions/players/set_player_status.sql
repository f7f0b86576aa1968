-- Says whether a player of a pool can play, and what else is new of them; null adp and pro_team: as before. Whoever keeps the pool in
-- memory looks at its number every second. Answers that number; the same again changes nothing.
create or replace function app_private.set_player_status(
  pool uuid,
  player integer,
  status app_public.playing_status,
  note text,
  adp double precision,
  pro_team text,
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
  changed app_public.player_pools;
  at timestamptz;
begin
  perform app_private.require_pool(pool, actor);
  perform from app_public.players p where p.id = player and p.pool_id = pool;
  if not found then
    perform app_private.refuse('PLAYER_NOT_IN_POOL', jsonb_build_object('playerId', player));
  end if;
  select * into strict changed from app_public.player_pools p where p.id = pool for no key update;
  at := clock_timestamp();
  insert into app_public.player_statuses as known (player_id, pool_id, status, note, since, adp, pro_team)
  values (player, pool, set_player_status.status, set_player_status.note, at, set_player_status.adp, set_player_status.pro_team)
  on conflict (player_id) do update
  set status = excluded.status, note = excluded.note, adp = coalesce(excluded.adp, known.adp),
      pro_team = coalesce(excluded.pro_team, known.pro_team),
      since = case when known.status = excluded.status then known.since else excluded.since end
  where (known.status, known.note, known.adp, known.pro_team) is distinct from (
    excluded.status, excluded.note, coalesce(excluded.adp, known.adp), coalesce(excluded.pro_team, known.pro_team)
  );
  if not found then
    return changed.status_version;
  end if;
  update app_public.player_pools p set status_version = p.status_version + 1 where p.id = pool
  returning p.* into strict changed;
  return changed.status_version;
end;
$$;

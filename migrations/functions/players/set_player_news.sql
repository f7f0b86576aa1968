-- Says whether players of a pool can play, and what else is new of them. news: [{playerId, status, note, adp, proTeam}], each player once;
-- without a status that and the note are as before, and so are adp and proTeam where nothing is said. All of it or nothing. Whoever keeps
-- the pool in memory looks at its number every second. Answers that number; the same again changes nothing.
create or replace function app_private.set_player_news(pool uuid, news jsonb, actor app_private.actor)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  changed app_public.player_pools;
  offender integer;
  moment timestamptz;
begin
  perform app_private.require_pool(pool, actor);
  select n."playerId" into offender from jsonb_to_recordset(news) as n ("playerId" integer)
  where not exists (select from app_public.players p where p.id = n."playerId" and p.pool_id = pool)
  limit 1;
  if found then
    perform app_private.refuse('PLAYER_NOT_IN_POOL', jsonb_build_object('playerId', offender));
  end if;
  select n."playerId" into offender from jsonb_to_recordset(news) as n ("playerId" integer) group by 1 having count(*) > 1 limit 1;
  if found then
    perform app_private.refuse('PLAYER_LISTED_TWICE', jsonb_build_object('playerId', offender));
  end if;
  select * into strict changed from app_public.player_pools p where p.id = pool for no key update;
  moment := clock_timestamp();
  insert into app_public.player_statuses as known (player_id, pool_id, status, note, since, adp, pro_team, version)
  select
    n."playerId", pool, coalesce(n.status, before.status, 'ACTIVE'), case when n.status is null then before.note else n.note end,
    case when n.status is null or n.status = before.status then coalesce(before.since, moment) else moment end,
    coalesce(n.adp, before.adp), coalesce(n."proTeam", before.pro_team), changed.status_version + 1
  from jsonb_to_recordset(news) as n (
    "playerId" integer, status app_public.playing_status, note text, adp double precision, "proTeam" text
  )
  left join app_public.player_statuses before on before.player_id = n."playerId"
  on conflict (player_id) do update
  set status = excluded.status, note = excluded.note, since = excluded.since, adp = excluded.adp, pro_team = excluded.pro_team,
      version = excluded.version
  where (known.status, known.note, known.adp, known.pro_team)
    is distinct from (excluded.status, excluded.note, excluded.adp, excluded.pro_team);
  if not found then
    return changed.status_version;
  end if;
  update app_public.player_pools p set status_version = p.status_version + 1 where p.id = pool
  returning p.* into strict changed;
  return changed.status_version;
end;
$$;

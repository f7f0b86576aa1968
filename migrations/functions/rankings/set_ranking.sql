-- Writes a ranking of the actor: a new one, or other players for the one of that name in the pool. players: ids, the most wanted first.
-- Answers its id. The same again changes nothing.
create or replace function app_private.set_ranking(pool uuid, name text, players integer[], actor app_private.actor)
returns uuid
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  most_players constant integer := 5000;
  most_rankings constant integer := 50;
  counting constant text := 'default';
  owner constant uuid := app_private.lock_person(actor);
  -- Whoever writes Default means the one that counts.
  title constant text := case when lower(set_ranking.name collate "C") = counting then counting else set_ranking.name end;
  at constant timestamptz := clock_timestamp();
  offender integer;
  ranking uuid;
begin
  perform app_private.require_visible_pool(pool, actor);
  if cardinality(players) > most_players then
    perform app_private.refuse('RANKING_TOO_LONG', jsonb_build_object('players', cardinality(players), 'most', most_players));
  end if;
  select listed.player into offender from unnest(players) as listed (player) group by 1 having count(*) > 1 limit 1;
  if found then
    perform app_private.refuse('PLAYER_LISTED_TWICE', jsonb_build_object('playerId', offender));
  end if;
  select listed.player into offender from unnest(players) as listed (player)
  where not exists (select from app_public.players p where p.id = listed.player and p.pool_id = pool)
  limit 1;
  if found then
    perform app_private.refuse('PLAYER_NOT_IN_POOL', jsonb_build_object('playerId', offender));
  end if;

  update app_public.rankings r
  set player_ids = players, version = r.version + 1, updated_at = at
  where r.owner_id = owner and r.pool_id = pool and r.name = title and r.player_ids <> players
  returning r.id into ranking;
  if not found then
    select r.id into ranking from app_public.rankings r
    where r.owner_id = owner and r.pool_id = pool and r.name = title;
    if found then
      return ranking;
    end if;
    if (select count(*) from app_public.rankings r where r.owner_id = owner) >= most_rankings then
      perform app_private.refuse('TOO_MANY_RANKINGS', jsonb_build_object('most', most_rankings));
    end if;
    insert into app_public.rankings (owner_id, pool_id, name, player_ids, created_at, updated_at)
    values (owner, pool, title, players, at, at)
    returning id into ranking;
  end if;
  perform app_private.outdate_choices(owner, pool);
  return ranking;
end;
$$;

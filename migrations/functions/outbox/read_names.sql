-- The names of teams and players by their ids: {teams: {id: name}, players: {id: name}}.
create or replace function app_private.read_names(teams uuid[], players integer[])
returns jsonb
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select jsonb_build_object(
    'teams', coalesce((select jsonb_object_agg(t.id, t.name) from app_public.teams t where t.id = any (read_names.teams)), '{}'),
    'players', coalesce((select jsonb_object_agg(p.id, p.name) from app_public.players p where p.id = any (read_names.players)), '{}')
  );
$$;

-- The teams of those names of the league of somebody's previews, in the same order; made where there are none yet. The one of the seat, and
-- no other, is drafted for by that person.
create or replace function app_private.preview_teams(league uuid, names text[], seat integer, person uuid)
returns uuid[]
language plpgsql
volatile
as $$
begin
  insert into app_public.teams (league_id, name, manager_id)
  select preview_teams.league, named.name, case when named.place = seat then person end
  from unnest(names) with ordinality as named (name, place)
  order by named.place
  on conflict (league_id, name) do nothing;
  return array(
    select t.id
    from unnest(names) with ordinality as named (name, place)
    join app_public.teams t on t.league_id = preview_teams.league and t.name = named.name
    order by named.place
  );
end;
$$;

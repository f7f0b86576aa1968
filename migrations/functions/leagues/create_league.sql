-- Creates a league run by the actor. teams: [{name, managerId or null}], at least one: none can join later. Answers the league's id.
create or replace function app_private.create_league(name text, teams jsonb, actor app_private.actor)
returns uuid
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  league uuid;
  stranger uuid;
  twice text;
begin
  if (actor).user_id is null then
    perform app_private.refuse('NOT_SIGNED_IN');
  end if;
  if jsonb_array_length(teams) = 0 then
    perform app_private.refuse('TEAMS_OUT_OF_RANGE', jsonb_build_object('teams', 0, 'least', 1));
  end if;
  select (t ->> 'managerId')::uuid into stranger
  from jsonb_array_elements(teams) as t
  where t ->> 'managerId' is not null
    and not exists (select from app_public.users u where u.id = (t ->> 'managerId')::uuid);
  if found or not exists (select from app_public.users u where u.id = (actor).user_id) then
    perform app_private.refuse('USER_NOT_FOUND', jsonb_build_object('userId', coalesce(stranger, (actor).user_id)));
  end if;
  select t ->> 'name' into twice from jsonb_array_elements(teams) as t group by t ->> 'name' having count(*) > 1 limit 1;
  if found then
    perform app_private.refuse('TEAM_LISTED_TWICE', jsonb_build_object('name', twice));
  end if;
  insert into app_public.leagues (name, commissioner_id)
  values (create_league.name, (actor).user_id)
  returning id into league;
  insert into app_public.teams (league_id, name, manager_id)
  select league, t ->> 'name', (t ->> 'managerId')::uuid
  from jsonb_array_elements(teams) with ordinality as listed (t, place)
  order by place;
  perform app_private.audit(actor, 'LEAGUE_CREATED', league);
  return league;
end;
$$;

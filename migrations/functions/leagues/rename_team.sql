-- Gives a team another name, for its manager and for who runs its league. Every draft that it is in and that is not over says so with an
-- event; answers those drafts and their versions. Again the same name: nothing changes.
create or replace function app_private.rename_team(team uuid, name text, actor app_private.actor)
returns table (draft_id uuid, version integer)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  seen app_public.teams;
  at timestamptz;
  changed record;
begin
  select * into seen from app_public.teams t where t.id = team;
  if not found or not app_private.may_see_league(actor, seen.league_id) then
    perform app_private.refuse('TEAM_NOT_FOUND');
  end if;
  perform app_private.require_signed_in(actor);
  if seen.manager_id is distinct from (actor).user_id and not app_private.may_run(actor, seen.league_id) then
    perform app_private.refuse('NOT_YOUR_TEAM', app_private.foreign_team(team));
  end if;
  seen := app_private.lock_team(team);
  -- Again: it may have changed hands meanwhile.
  if seen.manager_id is distinct from (actor).user_id and not app_private.may_run(actor, seen.league_id) then
    perform app_private.refuse('NOT_YOUR_TEAM', app_private.foreign_team(team));
  end if;
  at := clock_timestamp();
  if seen.name = rename_team.name then
    return;
  end if;
  if exists (
    select from app_public.teams other
    where other.league_id = seen.league_id and other.id <> team and other.name = rename_team.name
  ) then
    perform app_private.refuse('TEAM_LISTED_TWICE', jsonb_build_object('name', rename_team.name));
  end if;
  update app_public.teams t set name = rename_team.name where t.id = team;
  with told as (
    update app_public.drafts d set version = d.version + 1
    where d.id in (select seat.draft_id from app_public.draft_slots seat where seat.team_id = team)
      and d.state not in ('COMPLETED', 'CANCELLED')
    returning d.id, d.version, coalesce(d.deadline, d.next_deadline) as deadline
  )
  select
    coalesce(array_agg(t.id), '{}') as drafts, coalesce(array_agg(t.version), '{}') as versions,
    coalesce(array_agg(jsonb_build_object(
      'teamId', team, 'teamName', rename_team.name, 'formerTeamName', seen.name, 'nextDeadline', t.deadline
    )), '{}') as facts
  into strict changed
  from told t;
  perform app_private.append_events(changed.drafts, changed.versions, at, 'TEAM_RENAMED', changed.facts);
  if seen.manager_id is distinct from (actor).user_id then
    perform app_private.audit(
      actor, 'TEAM_RENAMED', seen.league_id, null, team,
      jsonb_build_object('name', rename_team.name, 'formerName', seen.name)
    );
  end if;
  return query select * from unnest(changed.drafts, changed.versions);
end;
$$;

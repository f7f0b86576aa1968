-- Seats the teams of a draft that has not opened in the order that somebody who runs its league says. Answers the draft's version: the
-- same where that is their order already.
create or replace function app_private.reorder_slots(draft uuid, teams uuid[], actor app_private.actor, note text default null)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  changing constant app_public.drafts := app_private.lock_order(draft, actor);
  present constant uuid[] := array(
    select s.team_id from app_public.draft_slots s where s.draft_id = draft order by s.slot
  );
  wrong uuid;
begin
  select listed.team into wrong from unnest(teams) as listed (team) where listed.team <> all (present) limit 1;
  if found then
    perform app_private.refuse('TEAM_NOT_FOUND', jsonb_build_object('teamId', wrong));
  end if;
  select listed.team into wrong from unnest(teams) as listed (team) group by listed.team having count(*) > 1 limit 1;
  if found then
    perform app_private.refuse('TEAM_LISTED_TWICE', jsonb_build_object('teamId', wrong));
  end if;
  if cardinality(teams) <> cardinality(present) then
    perform app_private.refuse('ORDER_INVALID', jsonb_build_object(
      'teams', cardinality(teams), 'problem', format('it must name each of the %s teams of the draft', cardinality(present))
    ));
  end if;
  if teams = present then
    return changing.version;
  end if;
  perform app_private.seat_teams(draft, teams);
  update app_public.drafts d set version = changing.version + 1 where d.id = draft;
  perform app_private.append_events(
    array[draft], array[changing.version + 1], clock_timestamp(), 'SLOTS_REORDERED',
    array[app_private.noted(jsonb_build_object('teamIds', teams), note)]
  );
  perform app_private.audit(
    actor, 'SLOTS_REORDERED', changing.league_id, draft,
    facts => app_private.noted(jsonb_build_object('formerTeamIds', present), note)
  );
  return changing.version + 1;
end;
$$;

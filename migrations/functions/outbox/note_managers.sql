-- A team got a manager, another one, or none: an event of its league, whoever changed it. Nobody is told of previews.
create or replace function app_private.note_managers()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  former constant uuid := case when tg_op = 'UPDATE' then old.manager_id end;
begin
  if exists (select from app_public.leagues l where l.id = new.league_id and l.is_preview) then
    return null;
  end if;
  perform app_private.append_league_events(
    new.league_id, clock_timestamp(),
    case when former is null then 'MEMBER_JOINED' when new.manager_id is null then 'MEMBER_LEFT' else 'MEMBER_REPLACED' end,
    array[jsonb_build_object('teamId', new.id, 'managerId', new.manager_id, 'formerManagerId', former)]
  );
  return null;
end;
$$;

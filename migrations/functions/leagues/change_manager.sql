-- Gives a locked team (see lock_team) to a manager, or to nobody: null. Every draft that it is in and that is not over says so
-- with an event; answers those drafts and their versions. Again the same manager: nothing changes.
create or replace function app_private.change_manager(locked app_public.teams, manager uuid, at timestamptz)
returns table (draft_id uuid, version integer)
language plpgsql
volatile
as $$
declare
  changed record;
begin
  if locked.manager_id is not distinct from manager then
    return;
  end if;
  update app_public.teams t
  set manager_id = manager, manager_since = case when manager is not null then at end
  where t.id = locked.id;
  with told as (
    update app_public.drafts d set version = d.version + 1
    where d.id in (select seat.draft_id from app_public.draft_slots seat where seat.team_id = locked.id)
      and d.state not in ('COMPLETED', 'CANCELLED')
    returning d.id, d.version, coalesce(d.deadline, d.next_deadline) as deadline
  )
  select
    coalesce(array_agg(t.id), '{}') as drafts, coalesce(array_agg(t.version), '{}') as versions,
    coalesce(array_agg(jsonb_build_object(
      'teamId', locked.id, 'managerId', manager, 'formerManagerId', locked.manager_id, 'nextDeadline', t.deadline
    )), '{}') as facts
  into strict changed
  from told t;
  perform app_private.append_events(changed.drafts, changed.versions, at, 'MANAGER_CHANGED', changed.facts);
  return query select * from unnest(changed.drafts, changed.versions);
end;
$$;

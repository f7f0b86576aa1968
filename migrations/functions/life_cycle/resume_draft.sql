-- Goes on with the time that was left. Answers the draft's new version.
create or replace function app_private.resume_draft(draft uuid, actor app_private.actor)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  waiting app_public.drafts := app_private.begin_change(
    draft, actor, array['PAUSED']::app_public.draft_state[], 'IN_PROGRESS'
  );
  at constant timestamptz := clock_timestamp();
  team uuid;
  deadline timestamptz;
  armed bigint;
begin
  if waiting.state = 'IN_PROGRESS' then
    return waiting.version;
  end if;
  select cell.team_id, app_private.clock_end(at, extract(epoch from waiting.remaining), seat.autopilot)
  into strict team, deadline
  from app_public.picks cell
  join app_public.draft_slots seat on seat.draft_id = cell.draft_id and seat.team_id = cell.team_id
  where cell.draft_id = draft and cell.pick_number = waiting.current_pick;

  armed := app_private.arm(draft, null, deadline);
  update app_public.drafts d
  set state = 'IN_PROGRESS', next_deadline = deadline, remaining = null, job_id = armed,
      attempt_count = 0, last_error = null, version = waiting.version + 1
  where d.id = draft;
  perform app_private.append_event(
    draft, waiting.version + 1, at, 'RESUMED',
    jsonb_build_object('pickNumber', waiting.current_pick, 'teamId', team, 'deadline', deadline)
  );
  perform app_private.audit(actor, 'DRAFT_RESUMED', waiting.league_id, draft);
  return waiting.version + 1;
end;
$$;

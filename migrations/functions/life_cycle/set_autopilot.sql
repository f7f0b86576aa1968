-- Switches a team's autopilot. A team that is on the clock is picked for at once. Answers the draft's version.
create or replace function app_private.set_autopilot(
  draft uuid,
  team uuid,
  switched_on boolean,
  actor app_private.actor
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  changing app_public.drafts := app_private.require_draft(draft, actor);
  at timestamptz;
  deadline timestamptz;
  armed bigint;
begin
  perform app_private.require_seat(changing, team, actor, for_commissioner => true);
  changing := app_private.lock_draft(draft);
  -- Again: the draft may have ended meanwhile, or the team have changed hands.
  perform app_private.require_seat(changing, team, actor, for_commissioner => true);
  at := clock_timestamp();
  update app_public.draft_slots seat set autopilot = switched_on
  where seat.draft_id = draft and seat.team_id = team and seat.autopilot <> switched_on;
  if not found then
    return changing.version;
  end if;

  if switched_on and changing.state = 'IN_PROGRESS' and changing.next_deadline > at and exists (
    select from app_public.picks cell
    where cell.draft_id = draft and cell.pick_number = changing.current_pick and cell.team_id = team
  ) then
    deadline := at;
    armed := app_private.arm(draft, changing.job_id, deadline);
  end if;
  update app_public.drafts d
  set version = changing.version + 1,
      next_deadline = coalesce(deadline, d.next_deadline),
      job_id = coalesce(armed, d.job_id)
  where d.id = draft;
  perform app_private.append_event(
    draft, changing.version + 1, at, 'AUTOPILOT_CHANGED',
    jsonb_build_object(
      'teamId', team, 'autopilot', switched_on,
      'deadline', deadline, 'nextDeadline', coalesce(deadline, changing.next_deadline)
    )
  );
  if not exists (select from app_public.teams t where t.id = team and t.manager_id = (actor).user_id) then
    perform app_private.audit(
      actor, 'AUTOPILOT_SET', changing.league_id, draft, team, jsonb_build_object('autopilot', switched_on)
    );
  end if;
  return changing.version + 1;
end;
$$;

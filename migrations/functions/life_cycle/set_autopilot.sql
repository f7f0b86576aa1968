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
  cell app_public.picks;
  deadline timestamptz;
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

  if switched_on and changing.state = 'IN_PROGRESS' and changing.next_deadline > at then
    select * into cell from app_private.next_open_cell(draft);
  end if;
  if cell.team_id = team then
    select clock.deadline into strict deadline from app_private.clock_for(cell, at) as clock;
    perform app_private.put_on_clock(
      array[draft], array[changing.version + 1], array[cell.pick_number], array[deadline], array[changing.job_id],
      array[false], at
    );
  else
    update app_public.drafts d set version = changing.version + 1 where d.id = draft;
  end if;
  perform app_private.append_events(
    array[draft], array[changing.version + 1], at, 'AUTOPILOT_CHANGED',
    array[jsonb_build_object(
      'teamId', team, 'autopilot', switched_on, 'nextDeadline', coalesce(deadline, changing.next_deadline)
    )],
    array[deadline]
  );
  if not exists (select from app_public.teams t where t.id = team and t.manager_id = (actor).user_id) then
    perform app_private.audit(
      actor, 'AUTOPILOT_SET', changing.league_id, draft, team, jsonb_build_object('autopilot', switched_on)
    );
  end if;
  return changing.version + 1;
end;
$$;

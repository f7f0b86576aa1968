-- Switches the autopilot of a team of a locked draft, with an event that names the cause: MANAGER, COMMISSIONER or MISSES. A team on the
-- clock is picked for at once, or after the seconds that the settings give people to follow. Switched off by its manager, the team has no
-- misses any more, and once in a draft with rules of time a fresh pick clock where it is on the clock. Answers the draft's new version.
create or replace function app_private.switch_autopilot(
  changing app_public.drafts,
  team uuid,
  switched_on boolean,
  cause text,
  at timestamptz
)
returns integer
language plpgsql
volatile
as $$
declare
  next_version constant integer := changing.version + 1;
  cell app_public.picks;
  seat app_public.draft_slots;
  is_back boolean;
  clock record;
  rules app_private.clock;
  starts timestamptz;
  facts jsonb;
begin
  if changing.state = 'IN_PROGRESS' and (changing.next_deadline > at or changing.overtime_since is not null) then
    cell := app_private.cell_on_clock(changing);
  end if;
  select * into strict seat from app_public.draft_slots s where s.draft_id = changing.id and s.team_id = team;
  is_back := not switched_on and cause = 'MANAGER' and seat.has_time_rules and not seat.came_back and cell.team_id = team;
  if cell.team_id = team and (switched_on or is_back) then
    perform app_private.charge_bank(changing, at);
  end if;
  update app_public.draft_slots s
  set autopilot = switched_on,
      misses = case when switched_on then s.misses else 0 end,
      came_back = s.came_back or coalesce(is_back, false)
  where s.draft_id = changing.id and s.team_id = team
  returning s.* into strict seat;

  if cell.team_id = team and (switched_on or is_back) then
    select c.next_deadline, c.rules into strict clock from app_private.clock_for(cell, at) as c;
    starts := clock.next_deadline;
    rules := clock.rules;
    perform app_private.put_on_clock(
      array[changing.id], array[next_version], array[cell.pick_number], array[starts], array[changing.job_id],
      array[false], at, array[rules]
    );
  else
    update app_public.drafts d set version = next_version where d.id = changing.id;
  end if;
  facts := jsonb_build_object(
    'teamId', team, 'autopilot', switched_on, 'cause', cause,
    'nextDeadline', coalesce(rules.deadline, starts, changing.deadline, changing.next_deadline)
  );
  if seat.has_time_rules then
    facts := facts || jsonb_build_object('misses', seat.misses, 'bankSeconds', seat.bank_seconds);
  end if;
  perform app_private.append_events(
    array[changing.id], array[next_version], at, 'AUTOPILOT_CHANGED', array[facts], array[starts], array[rules]
  );
  return next_version;
end;
$$;

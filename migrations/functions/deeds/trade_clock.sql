-- Has the clock of a locked draft go on for whom a trade gave the pick on the clock: what is left of its pick clock, and then the bank of the
-- new owner. moving: see plan_trade; the cells have their new owners by now. Answers what the event tells: the clock that begins, nulls
-- where none does, and the banks and misses of both teams, [] in a plain draft or where the pick on the clock stays whose it was.
--
-- In overtime the bank of the new owner runs; where it is empty, overtime goes on.
create or replace function app_private.trade_clock(
  held app_public.drafts,
  moving jsonb,
  version integer,
  at timestamptz
)
returns table (next_deadline timestamptz, rules app_private.clock, team_times jsonb)
language plpgsql
volatile
as $$
declare
  traded constant jsonb := (
    select m from jsonb_array_elements(moving) as m where (m -> 'pickNumber')::integer = held.current_pick
  );
  cell app_public.picks;
  seat app_public.draft_slots;
  clock record;
begin
  team_times := '[]';
  if traded is null then
    return next;
    return;
  end if;
  select * into strict cell from app_public.picks c
  where c.draft_id = held.id and c.pick_number = held.current_pick;
  select * into strict seat from app_public.draft_slots s
  where s.draft_id = held.id and s.team_id = cell.team_id;
  if seat.has_time_rules then
    -- The bank that a clock gives back which begins anew is that of the new owner.
    update app_public.drafts d set bank_before = seat.bank_seconds where d.id = held.id;
    team_times := (
      select jsonb_agg(jsonb_build_object('teamId', s.team_id, 'bankSeconds', s.bank_seconds, 'misses', s.misses))
      from app_public.draft_slots s
      where s.draft_id = held.id and s.team_id in ((traded ->> 'fromTeamId')::uuid, cell.team_id)
    );
  end if;
  if held.state = 'IN_PROGRESS' and (held.overtime_since is null or seat.autopilot or seat.bank_seconds > 0) then
    select c.next_deadline, c.rules into strict clock
    from app_private.clock_for(cell, at, app_private.seconds_left(held, at)) as c;
    next_deadline := clock.next_deadline;
    rules := clock.rules;
    perform app_private.put_on_clock(
      array[held.id], array[version], array[cell.pick_number], array[next_deadline], array[held.job_id],
      array[false], at, array[rules]
    );
  end if;
  return next;
end;
$$;

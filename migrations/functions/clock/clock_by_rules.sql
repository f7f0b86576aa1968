-- The clock of a cell in a draft with rules of time (see clock_for, which alone calls it), for the team of that seat. Amounts of time are open
-- time: nothing of them passes while it is quiet. After the pick clock the team's bank runs by itself, then the grace, which is shown to
-- nobody.
--
-- A bot of a preview thinks for a time of its own before it is picked for.
--
-- No grace: a team on autopilot, a cell that was skipped, and one that has no time left, such as after a pause at zero.
create or replace function app_private.clock_by_rules(
  cell app_public.picks,
  seat app_public.draft_slots,
  at timestamptz,
  seconds double precision,
  out next_deadline timestamptz,
  out rules app_private.clock
)
language plpgsql
stable
as $$
declare
  settings record;
  quiet app_private.quiet_hours;
  pick_seconds double precision := coalesce(seconds, cell.seconds);
  bank_seconds double precision := seat.bank_seconds;
  grace double precision := 0;
  begins timestamptz := at;
begin
  select s.autopilot_seconds, s.grace_seconds, s.quiet, d.next_pause_at, d.is_preview into strict settings
  from app_public.drafts d
  cross join app_private.settings_for(cell.draft_id, cell.pick_number) as s
  where d.id = cell.draft_id;
  if seat.autopilot then
    -- Nobody waits longer for a team on autopilot than for a person.
    pick_seconds := least(settings.autopilot_seconds, cell.seconds);
    if settings.is_preview then
      pick_seconds := coalesce(
        (select p.thinking_seconds[cell.pick_number] from app_public.previews p where p.draft_id = cell.draft_id),
        pick_seconds
      );
    end if;
    bank_seconds := 0;
  elsif cell.skipped_at is null and pick_seconds + bank_seconds > 0 then
    grace := settings.grace_seconds;
  end if;
  if settings.quiet is not null then
    quiet := settings.quiet;
    if app_private.is_open_until(
      at, app_private.end_of_time(app_private.end_of_time(at, pick_seconds, null), bank_seconds, null), quiet
    ) then
      quiet := null;
    else
      rules.quiet_until := app_private.quiet_until(at, quiet);
      if seat.autopilot and quiet.refuses_picks then
        begins := coalesce(rules.quiet_until, at);
      end if;
    end if;
  end if;
  rules.bank_seconds := seat.bank_seconds;
  rules.clock_ends_at := app_private.end_of_time(begins, pick_seconds, quiet);
  rules.deadline := app_private.end_of_time(rules.clock_ends_at, bank_seconds, quiet);
  next_deadline := app_private.end_of_time(rules.deadline, grace, null);
  rules.due_at := least(clock_by_rules.next_deadline, settings.next_pause_at);
end;
$$;

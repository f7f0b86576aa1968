-- The clock of a cell in a draft with rules of time (see clock_for, which alone calls it). Amounts of time are open time: nothing of them
-- passes while it is quiet. After the pick clock the team's bank runs by itself, then the grace, which is shown to nobody.
--
-- A bot of a preview thinks for a time of its own before it is picked for.
--
-- No grace: a team on autopilot, a cell that was skipped, and one that has no time left, such as after a pause at zero.
create or replace function app_private.clock_by_rules(
  cell app_public.picks,
  at timestamptz,
  seconds double precision
)
returns table (next_deadline timestamptz, rules app_private.clock)
language plpgsql
stable
as $$
declare
  settings constant app_public.draft_settings := app_private.settings_of(cell.draft_id, cell.pick_number);
  seat app_public.draft_slots;
  next_pause_at timestamptz;
  is_preview boolean;
  shown_seconds double precision := settings.autopilot_seconds;
  pick_seconds double precision;
  grace double precision := 0;
begin
  select * into strict seat from app_public.draft_slots s
  where s.draft_id = cell.draft_id and s.team_id = cell.team_id;
  select d.next_pause_at, d.is_preview into strict next_pause_at, is_preview
  from app_public.drafts d where d.id = cell.draft_id;
  rules.bank_seconds := seat.bank_seconds;
  if settings.quiet is not null then
    rules.quiet_until := app_private.quiet_until(at, settings.quiet);
  end if;
  if seat.autopilot and is_preview then
    shown_seconds := coalesce(
      (select p.thinking_seconds[cell.pick_number] from app_public.previews p where p.draft_id = cell.draft_id),
      shown_seconds
    );
  end if;
  if seat.autopilot then
    rules.clock_ends_at := app_private.end_of_time(
      case when (settings.quiet).refuses_picks then coalesce(rules.quiet_until, at) else at end,
      shown_seconds, settings.quiet
    );
    rules.deadline := rules.clock_ends_at;
  else
    pick_seconds := coalesce(seconds, cell.seconds);
    if cell.skipped_at is null and pick_seconds + seat.bank_seconds > 0 then
      grace := settings.grace_seconds;
    end if;
    rules.clock_ends_at := app_private.end_of_time(at, pick_seconds, settings.quiet);
    rules.deadline := app_private.end_of_time(rules.clock_ends_at, seat.bank_seconds, settings.quiet);
  end if;
  next_deadline := app_private.end_of_time(rules.deadline, grace, null);
  rules.due_at := least(clock_by_rules.next_deadline, next_pause_at);
  return next;
end;
$$;

-- Takes from the bank of the team on the clock what it has used of it up to an instant, in a locked draft in progress. Answers what is
-- left; null in a plain draft, which has no banks.
create or replace function app_private.charge_bank(running app_public.drafts, at timestamptz)
returns double precision
language plpgsql
volatile
as $$
declare
  quiet app_private.quiet_hours;
  used double precision;
  bank_left double precision;
begin
  if running.bank_before is null then
    return null;
  end if;
  if at > running.clock_ends_at and running.deadline > running.clock_ends_at then
    quiet := (app_private.settings_of(running.id, running.current_pick)).quiet;
    used := app_private.time_between(running.clock_ends_at, least(at, running.deadline), quiet);
  end if;
  update app_public.draft_slots seat
  set bank_seconds = case
    when at >= running.deadline then 0
    -- To the microsecond, as instants are: a difference of floating-point numbers is not.
    else greatest(round((seat.bank_seconds - used)::numeric, 6), 0)
  end
  from app_public.picks cell
  where used > 0
    and cell.draft_id = running.id and cell.pick_number = running.current_pick
    and seat.draft_id = running.id and seat.team_id = cell.team_id
  returning seat.bank_seconds into bank_left;
  if not found then
    select seat.bank_seconds into strict bank_left
    from app_public.picks cell
    join app_public.draft_slots seat on seat.draft_id = cell.draft_id and seat.team_id = cell.team_id
    where cell.draft_id = running.id and cell.pick_number = running.current_pick;
  end if;
  return bank_left;
end;
$$;

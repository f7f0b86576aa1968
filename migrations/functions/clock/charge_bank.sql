-- Takes from the bank of the team on the clock what it has used of it up to an instant, in a locked draft in progress. Answers what is
-- left; null in a plain draft, which has no banks.
create or replace function app_private.charge_bank(running app_public.drafts, at timestamptz)
returns double precision
language plpgsql
volatile
as $$
declare
  quiet app_private.quiet_hours;
  seat record;
  bank_left double precision;
begin
  if running.bank_before is null then
    return null;
  end if;
  select s.team_id, s.bank_seconds into strict seat
  from app_public.picks cell
  join app_public.draft_slots s on s.draft_id = cell.draft_id and s.team_id = cell.team_id
  where cell.draft_id = running.id and cell.pick_number = running.current_pick;
  if at > running.clock_ends_at then
    quiet := (select s.quiet from app_private.settings_for(running.id, running.current_pick) as s);
  end if;
  bank_left := app_private.bank_left(seat.bank_seconds, running.clock_ends_at, running.deadline, at, quiet);
  if bank_left <> seat.bank_seconds then
    update app_public.draft_slots s set bank_seconds = bank_left
    where s.draft_id = running.id and s.team_id = seat.team_id;
  end if;
  return bank_left;
end;
$$;

-- Whether a paused draft keeps the whole clock of its pick, by the settings as they are now: all of its pick clock, and the bank as it was
-- when the pick came on the clock.
create or replace function app_private.is_clock_whole(running app_public.drafts, cell app_public.picks)
returns boolean
language sql
stable
as $$
  select
    running.state = 'PAUSED'
    and running.remaining = cell.seconds * interval '1 second'
    and not exists (select from app_private.earlier_settings e where e.draft_id = running.id and e.pick_number = cell.pick_number)
    and not exists (
      select from app_public.draft_slots seat
      where seat.draft_id = running.id and seat.team_id = cell.team_id and seat.bank_seconds <> running.bank_before
    );
$$;

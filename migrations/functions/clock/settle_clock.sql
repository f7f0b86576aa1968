-- What the rules of time do for a team when its pick is made or its clock ran out, in a locked draft that has such rules: see bank_after
-- and misses_after. Answers what the event tells of it.
create or replace function app_private.settle_clock(judged app_private.judged_pick, at timestamptz)
returns jsonb
language plpgsql
volatile
as $$
declare
  running record;
  settings record;
  quiet app_private.quiet_hours;
  increment double precision := 0;
  told jsonb;
begin
  select d.clock_ends_at, d.deadline, d.next_deadline into strict running
  from app_public.drafts d where d.id = judged.draft_id;
  -- What is left of a bank that has run out, and of one that did not begin to run, is known without any settings.
  if judged.source in ('MANUAL', 'COMMISSIONER') or at > running.clock_ends_at and at < running.deadline then
    select s.increment_seconds, s.quiet into strict settings
    from app_private.settings_for(judged.draft_id, judged.pick_number) as s;
    increment := settings.increment_seconds;
    quiet := settings.quiet;
  end if;
  update app_public.draft_slots seat
  set bank_seconds = app_private.bank_after(
        seat.bank_seconds, judged.source, running.clock_ends_at, running.deadline, running.next_deadline,
        settle_clock.at, quiet, increment
      ),
      misses = app_private.misses_after(seat.misses, judged.source)
  where seat.draft_id = judged.draft_id and seat.team_id = judged.team_id
  returning jsonb_build_object('bankSeconds', seat.bank_seconds, 'misses', seat.misses) into strict told;
  return told;
end;
$$;

-- What the rules of time do for a team when its pick is made or its clock ran out, in a locked draft that has such rules: the bank pays
-- for what was used of it and gets the increment, and misses are counted. Answers what the event tells of it.
--
-- In time is who picks before the bank has run out; a pick in the grace after it is taken, and earns no increment.
create or replace function app_private.settle_clock(judged app_private.judged_pick, at timestamptz)
returns jsonb
language plpgsql
volatile
as $$
declare
  is_person constant boolean := judged.source in ('MANUAL', 'COMMISSIONER');
  missed constant integer := case when judged.source = 'AUTO' then 1 else 0 end;
  running record;
  earned double precision := 0;
  told jsonb;
begin
  select d.clock_ends_at, d.deadline, d.next_deadline, s.increment_seconds, s.quiet into strict running
  from app_public.drafts d
  cross join app_private.settings_for(judged.draft_id, judged.pick_number) as s
  where d.id = judged.draft_id;
  if is_person and at <= coalesce(running.deadline, running.next_deadline) then
    earned := running.increment_seconds;
  end if;
  update app_public.draft_slots s
  set bank_seconds = round(
        (app_private.bank_left(s.bank_seconds, running.clock_ends_at, running.deadline, at, running.quiet) + earned)::numeric,
        6
      ),
      misses = case when is_person then 0 else s.misses + missed end
  where s.draft_id = judged.draft_id and s.team_id = judged.team_id
  returning jsonb_build_object('bankSeconds', s.bank_seconds, 'misses', s.misses) into strict told;
  return told;
end;
$$;

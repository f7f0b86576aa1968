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
  running app_public.drafts;
  settings constant app_public.draft_settings := app_private.settings_of(judged.draft_id, judged.pick_number);
  seat app_public.draft_slots;
  is_person constant boolean := judged.source in ('MANUAL', 'COMMISSIONER');
  earned double precision := 0;
begin
  select * into strict running from app_public.drafts d where d.id = judged.draft_id;
  perform app_private.charge_bank(running, at);
  if is_person and at <= coalesce(running.deadline, running.next_deadline) then
    earned := settings.increment_seconds;
  end if;
  update app_public.draft_slots s
  set bank_seconds = round((s.bank_seconds + earned)::numeric, 6),
      misses = case when is_person then 0 when judged.source = 'AUTO' then s.misses + 1 else s.misses end
  where s.draft_id = judged.draft_id and s.team_id = judged.team_id
  returning s.* into strict seat;
  return jsonb_build_object('bankSeconds', seat.bank_seconds, 'misses', seat.misses);
end;
$$;

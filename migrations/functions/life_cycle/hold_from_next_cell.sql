-- Has changed settings of time hold from the next cell on, in a locked draft that is open: clocks of the cells to come, banks, which grow or
-- shrink by what the setting did, and planned pauses. The pick on the clock keeps its instants, and its rules are kept for it.
create or replace function app_private.hold_from_next_cell(
  changing app_public.drafts,
  before app_public.draft_settings,
  after app_public.draft_settings,
  at timestamptz
)
returns void
language plpgsql
volatile
as $$
declare
  bank_added constant double precision := after.bank_seconds - before.bank_seconds;
  planned app_public.drafts;
begin
  -- Changed twice under one pick, it goes on by those that it came on the clock with.
  insert into app_private.earlier_settings as e (draft_id, pick_number, settings)
  values (changing.id, changing.current_pick, to_jsonb(before))
  on conflict (draft_id) do update
  set pick_number = excluded.pick_number, settings = excluded.settings
  where e.pick_number <> excluded.pick_number;
  perform app_private.set_cell_clocks(changing.id, after);
  if bank_added <> 0 then
    update app_public.draft_slots seat set bank_seconds = greatest(seat.bank_seconds + bank_added, 0)
    where seat.draft_id = changing.id;
    update app_public.drafts d set bank_before = greatest(d.bank_before + bank_added, 0)
    where d.id = changing.id and d.bank_before is not null;
  end if;
  if changing.state = 'IN_PROGRESS' then
    perform app_private.plan_pause(changing.id, at);
    select * into strict planned from app_public.drafts d where d.id = changing.id;
    perform app_private.set_alarm(planned);
  end if;
end;
$$;

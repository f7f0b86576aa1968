-- When the clock of the pick on the clock runs out with its bank, which is what people count down to; null where no clock runs.
create or replace function app_public.drafts_deadline(draft app_public.drafts)
returns timestamptz
language sql
stable
as $$
  select coalesce(draft.deadline, draft.next_deadline);
$$;
comment on function app_public.drafts_deadline(app_public.drafts) is
  'When the clock of the pick on the clock runs out, bank included: what people count down to. The clock acts at nextDeadline, after the grace that the settings give. Null where no clock runs, as in overtime.';

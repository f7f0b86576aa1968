-- When the pick clock of the pick on the clock ends; null where no clock runs.
create or replace function app_public.drafts_clock_ends_at(draft app_public.drafts)
returns timestamptz
language sql
stable
as $$
  select coalesce(draft.clock_ends_at, draft.next_deadline);
$$;
comment on function app_public.drafts_clock_ends_at(app_public.drafts) is
  'When the pick clock of the pick on the clock ends; after it the team uses its bank, where it has one. Null where no clock runs, as in overtime.';

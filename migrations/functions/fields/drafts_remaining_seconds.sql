-- What is left of the clock of a paused draft, in seconds; null unless it is paused.
create or replace function app_public.drafts_remaining_seconds(draft app_public.drafts)
returns double precision
language sql
stable
as $$
  select extract(epoch from draft.remaining)::double precision;
$$;
comment on function app_public.drafts_remaining_seconds(app_public.drafts) is
  'What is left of the clock of the pick on the clock, in seconds. Null unless the draft is paused.';

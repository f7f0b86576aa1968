-- The instants of the clock of a draft that runs, besides the one at which it acts; null in a plain draft.
create or replace function app_private.clock_of(running app_public.drafts)
returns app_private.clock
language sql
immutable
as $$
  select case when running.deadline is not null then
    row(running.clock_ends_at, running.deadline, running.due_at, null, null)::app_private.clock
  end;
$$;

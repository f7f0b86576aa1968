-- The key of the job that opens a scheduled draft.
create or replace function app_private.start_key(draft uuid)
returns text
language sql
immutable
parallel safe
as $$
  select 'draft_start:' || draft::text;
$$;

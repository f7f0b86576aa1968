-- The key of a draft's alarm: one job per draft, replaced at each pick.
create or replace function app_private.alarm_key(draft uuid)
returns text
language sql
immutable
parallel safe
as $$
  select 'draft_timeout:' || draft::text;
$$;

-- How many clocks of a team ran out in a row, once its pick is made or its clock has run out: a person's pick ends the row, and one that the
-- service makes at once is none of it.
create or replace function app_private.misses_after(misses integer, source app_public.pick_source)
returns integer
language sql
immutable
as $$
  select case when source in ('MANUAL', 'COMMISSIONER') then 0 when source = 'AUTO' then misses + 1 else misses end;
$$;

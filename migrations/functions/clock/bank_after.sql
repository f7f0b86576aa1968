-- What is in a bank once the pick is made that its clock ran for, or that clock has run out: what was used of it is gone, and a person who picks
-- before the bank has run out gets the increment; a pick in the grace after it earns none.
create or replace function app_private.bank_after(
  bank double precision,
  source app_public.pick_source,
  clock_ends_at timestamptz,
  deadline timestamptz,
  next_deadline timestamptz,
  at timestamptz,
  quiet app_private.quiet_hours,
  increment double precision
)
returns double precision
language sql
stable
as $$
  -- To the microsecond, as instants are.
  select round(
    (
      app_private.bank_left(bank, clock_ends_at, deadline, at, quiet) + case
        when source in ('MANUAL', 'COMMISSIONER') and at <= coalesce(deadline, next_deadline) then increment
        else 0
      end
    )::numeric,
    6
  )::double precision;
$$;

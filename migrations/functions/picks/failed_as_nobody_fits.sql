-- Whether a draft could not be picked for because no free player fits the roster of the team on the clock. error: what
-- record_failure noted, null where nothing failed.
create or replace function app_private.failed_as_nobody_fits(error text)
returns boolean
language sql
immutable
parallel safe
as $$
  select coalesce(error like 'NO_PLAYER_FITS:%', false);
$$;

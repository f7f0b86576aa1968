-- Whether a clock ran out in the last outage, when no worker process could pick, so that its team gets time back.
create or replace function app_private.deadline_in_outage(deadline timestamptz, known app_private.pulse)
returns boolean
language sql
immutable
as $$
  select coalesce(
    known.most_returned > interval '0' and deadline > known.outage_began and deadline <= known.outage_ended, false
  );
$$;

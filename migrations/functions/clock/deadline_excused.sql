-- Whether a clock ran out in an outage that is over or still lasts: the team may then pick by hand after its deadline, until it has got
-- its time back.
create or replace function app_private.deadline_excused(deadline timestamptz, at timestamptz)
returns boolean
language sql
stable
as $$
  select app_private.deadline_in_outage(deadline, known) or coalesce(
    known.most_returned > interval '0' and deadline > known.at and deadline_excused.at > known.at + known.longest_silence, false
  )
  from app_private.pulse as known;
$$;

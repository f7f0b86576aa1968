-- What an event that puts a team on the clock tells of its clock: the deadline that people count down to, and in a draft with rules of
-- time the other instants: when the pick clock alone ends, when the clock acts, until when it is quiet, and the team's bank.
create or replace function app_private.clock_facts(next_deadline timestamptz, rules app_private.clock)
returns jsonb
language sql
stable
as $$
  select case
    when (rules).deadline is null then jsonb_build_object('deadline', next_deadline)
    else jsonb_build_object(
      'deadline', (rules).deadline, 'clockEndsAt', (rules).clock_ends_at, 'actsAt', next_deadline,
      'quietUntil', (rules).quiet_until
    )
  end;
$$;

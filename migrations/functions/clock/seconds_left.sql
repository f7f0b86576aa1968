-- How many seconds are left of the pick clock of a draft at an instant, in open time: what a pause keeps. 0 in overtime; of a paused draft
-- what it kept.
create or replace function app_private.seconds_left(running app_public.drafts, at timestamptz)
returns double precision
language plpgsql
stable
as $$
declare
  quiet app_private.quiet_hours;
begin
  if running.state = 'PAUSED' then
    return extract(epoch from running.remaining);
  end if;
  if running.bank_before is not null then
    quiet := (select s.quiet from app_private.settings_for(running.id, running.current_pick) as s);
  end if;
  return coalesce(
    app_private.time_between(at, coalesce(running.clock_ends_at, running.next_deadline), quiet), 0
  );
end;
$$;

-- Gives the pick on the clock of a locked draft another pick clock of so many seconds, or its own where seconds is null, and tells it with
-- an event of that kind. A paused draft keeps them as the time left. Answers the draft's new version.
create or replace function app_private.restart_clock(
  running app_public.drafts,
  cell app_public.picks,
  at timestamptz,
  seconds double precision,
  kind app_public.draft_event_kind,
  facts jsonb
)
returns integer
language plpgsql
volatile
as $$
declare
  next_version constant integer := running.version + 1;
  told jsonb := facts || jsonb_build_object('pickNumber', cell.pick_number, 'teamId', cell.team_id);
  clock record;
begin
  if running.bank_before is not null then
    told := told || (
      select jsonb_build_object('bankSeconds', seat.bank_seconds)
      from app_public.draft_slots seat
      where seat.draft_id = running.id and seat.team_id = cell.team_id
    );
  end if;
  if running.state = 'PAUSED' then
    perform app_private.take_off_clock(
      running.id, 'PAUSED', next_version, at, coalesce(seconds, cell.seconds) * interval '1 second',
      running.attempt_count, running.last_error
    );
    told := told || jsonb_build_object('secondsLeft', coalesce(seconds, cell.seconds));
    perform app_private.append_events(
      array[running.id], array[next_version], at, kind, array[told], array[null::timestamptz]
    );
    return next_version;
  end if;
  select c.next_deadline, c.rules into strict clock from app_private.clock_for(cell, at, seconds) as c;
  perform app_private.put_on_clock(
    array[running.id], array[next_version], array[cell.pick_number], array[clock.next_deadline],
    array[running.job_id], array[false], at, array[clock.rules]
  );
  perform app_private.append_events(
    array[running.id], array[next_version], at, kind, array[told], array[clock.next_deadline], array[clock.rules]
  );
  return next_version;
end;
$$;

-- Adds seconds to the pick clock that runs, or takes some where they are negative: never so many that fewer than 5 seconds are left. In
-- overtime the clock runs again. Where there is nothing to take nothing changes. No clock gets more than the 30 days that one may have, and
-- with quiet hours, its bank included, no more than the open time of two years (see checkLasting in src/draft/quiet_hours.ts): whoever asks
-- for its end goes through all of it. seen_version: see lock_on_clock. Answers the draft's version.
create or replace function app_private.add_time(
  draft uuid,
  seconds double precision,
  seen_version integer,
  actor app_private.actor,
  note text default null
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  least_left constant double precision := 5;
  longest_clock constant double precision := 2592000;
  most_weeks constant integer := 104;
  running constant app_public.drafts := app_private.lock_on_clock(draft, actor, seen_version);
  at constant timestamptz := clock_timestamp();
  cell constant app_public.picks := app_private.cell_on_clock(running);
  quiet constant app_private.quiet_hours := (
    select s.quiet from app_private.settings_for(running.id, running.current_pick) as s
  );
  seconds_before double precision;
  seconds_left double precision;
  most_left double precision := longest_clock;
  version integer;
begin
  if running.state = 'PAUSED' then
    seconds_before := extract(epoch from running.remaining);
  else
    seconds_before := coalesce(
      app_private.time_between(at, coalesce(running.clock_ends_at, running.next_deadline), quiet), 0
    );
  end if;
  if quiet is not null then
    most_left := (
      select least(longest_clock, extract(epoch from most_weeks * quiet.open_a_week) - seat.bank_seconds)
      from app_public.draft_slots seat
      where seat.draft_id = running.id and seat.team_id = cell.team_id
    );
  end if;
  seconds_left := greatest(
    seconds_before + seconds, case when seconds > 0 then least_left else least(seconds_before, least_left) end
  );
  if seconds > 0 and seconds_left > most_left then
    perform app_private.refuse('CLOCK_OUT_OF_RANGE', jsonb_build_object(
      'seconds', seconds_left, 'least', least_left, 'most', most_left
    ));
  end if;
  -- Instants have microseconds: less is nothing.
  if round((seconds_left - seconds_before)::numeric, 6) = 0 then
    return running.version;
  end if;
  if running.state = 'IN_PROGRESS' then
    perform app_private.charge_bank(running, at);
  end if;
  version := app_private.restart_clock(
    running, cell, at, seconds_left, 'TIME_ADDED', app_private.noted(jsonb_build_object('seconds', seconds), note)
  );
  perform app_private.audit(
    actor, 'TIME_ADDED', running.league_id, draft, cell.team_id,
    app_private.noted(jsonb_build_object('pickNumber', cell.pick_number, 'seconds', seconds), note)
  );
  return version;
end;
$$;

-- Adds seconds to the pick clock that runs, or takes some where they are negative: never so many that fewer than 5 seconds are left. In
-- overtime the clock runs again. Where there is nothing to take nothing changes. seen_version: see lock_on_clock. Answers the draft's
-- version.
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
  running constant app_public.drafts := app_private.lock_on_clock(draft, actor, seen_version);
  at constant timestamptz := clock_timestamp();
  cell constant app_public.picks := app_private.cell_on_clock(running);
  seconds_before double precision;
  seconds_left double precision;
  version integer;
begin
  if running.state = 'PAUSED' then
    seconds_before := extract(epoch from running.remaining);
  else
    seconds_before := coalesce(
      app_private.time_between(
        at, coalesce(running.clock_ends_at, running.next_deadline),
        (select s.quiet from app_private.settings_for(running.id, running.current_pick) as s)
      ),
      0
    );
  end if;
  seconds_left := greatest(
    seconds_before + seconds, case when seconds > 0 then least_left else least(seconds_before, least_left) end
  );
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

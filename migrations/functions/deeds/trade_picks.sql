-- Gives cells of an open board that are not made to other teams, all or none: trades is [{pickNumber, toTeamId}]. A skipped cell takes the right
-- to make it up along; the clock of the pick on the clock goes on for the new owner (see trade_clock). Cells that have that owner already
-- are left alone, so that the same request again is answered as it is. seen_version: see require_unchanged_cells. Answers the draft's
-- version.
create or replace function app_private.trade_picks(
  draft uuid,
  trades jsonb,
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
  held app_public.drafts := app_private.lock_board(draft, actor);
  at constant timestamptz := clock_timestamp();
  next_version constant integer := held.version + 1;
  moving constant jsonb := app_private.plan_trade(held, trades, at);
  cells constant integer[] := array(select (m -> 'pickNumber')::integer from jsonb_array_elements(moving) as m);
  clock record;
  facts jsonb := jsonb_build_object('trades', moving);
begin
  if cells = '{}' then
    return held.version;
  end if;
  perform app_private.require_unchanged_cells(held, seen_version, cells);
  if held.state = 'IN_PROGRESS' and held.current_pick = any (cells) then
    perform app_private.charge_bank(held, at);
  end if;
  update app_public.picks cell set team_id = (m ->> 'toTeamId')::uuid
  from jsonb_array_elements(moving) as m
  where cell.draft_id = draft and cell.pick_number = (m -> 'pickNumber')::integer;
  perform app_private.require_seats(draft, moving);
  update app_public.drafts d set version = next_version where d.id = draft;
  select t.next_deadline, t.rules, t.team_times into strict clock
  from app_private.trade_clock(held, moving, next_version, at) as t;
  perform app_private.append_events(
    array[draft], array[next_version], at, 'PICKS_TRADED',
    array[app_private.noted(
      facts || jsonb_build_object(
        'teamTimes', clock.team_times,
        'nextDeadline', coalesce((clock.rules).deadline, clock.next_deadline, held.deadline, held.next_deadline)
      ), note
    )],
    array[clock.next_deadline], array[clock.rules]
  );
  perform app_private.audit(actor, 'PICKS_TRADED', held.league_id, draft, null, app_private.noted(facts, note));
  return next_version;
end;
$$;

-- Pauses a locked draft whose cells a rollback has emptied, and gives its teams their banks and misses back. Answers what the event tells of
-- the clock: {remainingSeconds, teamTimes: [{teamId, bankSeconds, misses}]}; no team is named in a plain draft.
create or replace function app_private.stop_rolled_back(
  held app_public.drafts,
  plan app_private.rollback,
  at timestamptz
)
returns jsonb
language plpgsql
volatile
as $$
declare
  settings app_public.draft_settings;
  cell app_public.picks;
  bank double precision := held.bank_before;
  seconds double precision;
  teams uuid[] := '{}';
begin
  select * into strict settings from app_public.draft_settings s where s.draft_id = held.id;
  -- By the settings as they are now, also the cells that were made before those changed.
  perform app_private.set_cell_clocks(held.id, settings);
  if plan.keeps_clock then
    if held.state = 'IN_PROGRESS' then
      perform app_private.charge_bank(held, at);
    end if;
    seconds := app_private.seconds_left(held, at);
    select array[c.team_id] into teams from app_public.picks c
    where c.draft_id = held.id and c.pick_number = plan.to_pick;
  else
    delete from app_private.earlier_settings e where e.draft_id = held.id;
    select * into strict cell from app_private.next_open_cell(held.id);
    seconds := cell.seconds;
  end if;
  if settings.has_time_rules and not plan.keeps_clock then
    update app_public.draft_slots seat set bank_seconds = told.bank_seconds, misses = told.misses
    from app_private.team_times_at(held.id, plan.as_of) as told
    where seat.draft_id = held.id and seat.team_id = told.team_id;
    select array_agg(seat.team_id), max(seat.bank_seconds) filter (where seat.team_id = cell.team_id)
    into teams, bank
    from app_public.draft_slots seat where seat.draft_id = held.id;
  end if;
  perform app_private.take_off_clock(
    held.id, 'PAUSED', held.version + 1, at, seconds * interval '1 second', cell => plan.to_pick, bank => bank
  );
  return jsonb_build_object('remainingSeconds', seconds, 'teamTimes', coalesce(
    (
      select jsonb_agg(jsonb_build_object(
        'teamId', seat.team_id, 'bankSeconds', seat.bank_seconds, 'misses', seat.misses
      ) order by seat.slot)
      from app_public.draft_slots seat
      where seat.draft_id = held.id and seat.has_time_rules and seat.team_id = any (teams)
    ), '[]'
  ));
end;
$$;

-- The check of the board's cells, as drafts_are_consistent is that of drafts.
create or replace function app_private.picks_are_consistent(cell app_public.picks)
returns boolean
language plpgsql
immutable
as $$
declare
  broken constant text := case
    when cell.pick_number < 1 or cell.round < 1 or cell.slot < 1 then 'picks_number_from_1'
    when (cell.player_id is null) <> (cell.source is null) or (cell.player_id is null) <> (cell.picked_at is null)
      then 'picks_have_a_source_and_a_time_exactly_when_made'
    when cell.is_forfeited and (cell.player_id is not null or cell.skipped_at is not null)
      then 'picks_that_are_forfeited_stay_empty'
    when cell.seconds not between 0.05 and 2592000 then 'picks_have_a_sane_clock'
  end;
begin
  if broken is null then
    return true;
  end if;
  raise check_violation using
    message = format('new row for relation "picks" violates check constraint "%s"', broken),
    schema = 'app_public', table = 'picks', constraint = broken;
end;
$$;

-- Refuses a pick that the service cannot make now: it is not on the clock of a draft that is in progress, or it is quiet and no picks are
-- taken then. cell: null where the board has no such pick.
create or replace function app_private.require_forceable(
  held app_public.drafts,
  cell app_public.picks,
  pick_number integer,
  at timestamptz
)
returns void
language plpgsql
stable
as $$
declare
  judged app_private.judged_pick;
  numbers constant jsonb := jsonb_build_object(
    'pickNumber', pick_number, 'currentPick', held.current_pick, 'state', held.state
  );
begin
  if held.opened_at is null then
    perform app_private.refuse('DRAFT_NOT_IN_PROGRESS', numbers);
  elsif cell.pick_number is null then
    perform app_private.refuse('PICK_NOT_FOUND', numbers);
  elsif cell.is_forfeited then
    perform app_private.refuse('PICK_FORFEITED', numbers);
  elsif cell.picked_at is not null then
    perform app_private.refuse('PICK_ALREADY_MADE', numbers);
  -- A pause that was planned holds from its time on, however late its alarm rings.
  elsif held.state <> 'IN_PROGRESS' or held.next_pause_at <= at then
    perform app_private.refuse('DRAFT_NOT_IN_PROGRESS', numbers);
  elsif cell.pick_number <> held.current_pick then
    perform app_private.refuse('PICK_NOT_ON_CLOCK', numbers);
  end if;
  judged.draft_id := held.id;
  judged.pick_number := cell.pick_number;
  if app_private.is_refused_as_quiet(judged, at) then
    perform app_private.refuse('QUIET_HOURS', numbers);
  end if;
end;
$$;

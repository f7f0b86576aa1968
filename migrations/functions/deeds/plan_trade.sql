-- The cells of a locked draft that a trade gives to another team: [{pickNumber, fromTeamId, toTeamId}]; those that have that owner already are
-- left out. Refuses a cell that is named twice, that there is not, that is made or forfeited; a team that is not in the draft; and the pick on the
-- clock when its clock has run out: the service picks for its owner then.
create or replace function app_private.plan_trade(held app_public.drafts, trades jsonb, at timestamptz)
returns jsonb
language plpgsql
stable
as $$
declare
  wrong integer;
  fixed integer;
  stranger uuid;
  moving jsonb;
begin
  select t."pickNumber" into wrong from jsonb_to_recordset(trades) as t ("pickNumber" integer)
  group by t."pickNumber" having count(*) > 1 limit 1;
  if found then
    perform app_private.refuse('TRADE_INVALID', jsonb_build_object(
      'pickNumber', wrong, 'problem', 'it is named twice; name each pick once'
    ));
  end if;
  select t."pickNumber" into wrong from jsonb_to_recordset(trades) as t ("pickNumber" integer)
  where not exists (
    select from app_public.picks cell where cell.draft_id = held.id and cell.pick_number = t."pickNumber"
  );
  if found then
    perform app_private.refuse('PICK_NOT_FOUND', jsonb_build_object('pickNumber', wrong));
  end if;
  select t."toTeamId" into stranger from jsonb_to_recordset(trades) as t ("toTeamId" uuid)
  where not exists (
    select from app_public.draft_slots seat where seat.draft_id = held.id and seat.team_id = t."toTeamId"
  );
  if found then
    perform app_private.refuse('TEAM_NOT_FOUND', jsonb_build_object('teamId', stranger));
  end if;
  select
    coalesce(jsonb_agg(jsonb_build_object(
      'pickNumber', cell.pick_number, 'fromTeamId', cell.team_id, 'toTeamId', t."toTeamId"
    ) order by cell.pick_number), '[]'),
    min(cell.pick_number) filter (where cell.picked_at is not null),
    min(cell.pick_number) filter (where cell.is_forfeited)
  into moving, wrong, fixed
  from jsonb_to_recordset(trades) as t ("pickNumber" integer, "toTeamId" uuid)
  join app_public.picks cell on cell.draft_id = held.id and cell.pick_number = t."pickNumber"
  where cell.team_id <> t."toTeamId";
  if wrong is not null then
    perform app_private.refuse('PICK_ALREADY_MADE', jsonb_build_object('pickNumber', wrong));
  end if;
  if fixed is not null then
    perform app_private.refuse('PICK_FIXED', jsonb_build_object('pickNumber', fixed));
  end if;
  if at > held.next_deadline
    and moving @> jsonb_build_array(jsonb_build_object('pickNumber', held.current_pick)) then
    perform app_private.refuse('DEADLINE_PASSED', jsonb_build_object(
      'pickNumber', held.current_pick, 'deadline', held.next_deadline, 'at', at
    ));
  end if;
  return moving;
end;
$$;

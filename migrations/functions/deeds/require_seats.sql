-- Refuses a trade, once its cells have their new owners, that leaves a team with more picks than its roster has seats. moving: see plan_trade.
create or replace function app_private.require_seats(draft uuid, moving jsonb)
returns void
language plpgsql
stable
as $$
declare
  seats constant integer := (
    select sum((slot ->> 'seats')::integer)
    from app_public.draft_settings s cross join lateral jsonb_array_elements(s.roster_slots) as slot
    where s.draft_id = draft
  );
  crowded record;
begin
  select seat.slot, count(*) as picks, s.rounds into crowded
  from app_public.picks cell
  join app_public.draft_slots seat on seat.draft_id = cell.draft_id and seat.team_id = cell.team_id
  join app_public.draft_settings s on s.draft_id = cell.draft_id
  where cell.draft_id = draft and not cell.is_forfeited
    and cell.team_id in (select (m ->> 'toTeamId')::uuid from jsonb_array_elements(moving) as m)
  group by seat.slot, s.rounds
  having count(*) > seats
  order by seat.slot
  limit 1;
  if found then
    perform app_private.refuse('ROSTER_TOO_SMALL', jsonb_build_object(
      'seats', seats, 'picks', crowded.picks, 'slot', crowded.slot, 'rounds', crowded.rounds
    ));
  end if;
end;
$$;

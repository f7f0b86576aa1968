-- Refuses a trade, once its cells have their new owners, that leaves a team with more picks than its roster has seats, or with more than
-- there are players for: a seat may be for a position that nobody of the pool plays, or of which a team may have none more. moving: see
-- plan_trade.
--
-- What a roster can hold follows from its limits: where each player of the pool counts in one of two limits at least, or in a single one,
-- there can be no more players than both allow together. Of hundreds of limits no pairs are compared, which would take seconds: there a trade
-- may leave a team with a pick that nobody fits, and the commissioner decides on it.
create or replace function app_private.require_seats(draft uuid, moving jsonb)
returns void
language plpgsql
stable
as $$
declare
  most_compared constant integer := 500;
  seats constant integer := (
    select sum((slot ->> 'seats')::integer)
    from app_public.draft_settings s cross join lateral jsonb_array_elements(s.roster_slots) as slot
    where s.draft_id = draft
  );
  crowded record;
  kinds integer[];
  room integer;
begin
  select seat.slot, seat.team_id, count(*)::integer as picks, s.rounds, s.limit_positions, s.limit_players into crowded
  from app_public.picks cell
  join app_public.draft_slots seat on seat.draft_id = cell.draft_id and seat.team_id = cell.team_id
  join app_public.draft_settings s on s.draft_id = cell.draft_id
  where cell.draft_id = draft and not cell.is_forfeited
    and cell.team_id in (select (m ->> 'toTeamId')::uuid from jsonb_array_elements(moving) as m)
  group by seat.slot, seat.team_id, s.draft_id
  order by picks desc, seat.slot
  limit 1;
  if crowded.picks > seats then
    perform app_private.refuse('ROSTER_TOO_SMALL', jsonb_build_object(
      'seats', seats, 'picks', crowded.picks, 'slot', crowded.slot, 'rounds', crowded.rounds
    ));
  end if;
  -- For so many of each team there was room when the draft opened.
  if crowded.picks <= crowded.rounds then
    return;
  end if;
  kinds := array(
    select distinct player.position_bits
    from app_public.drafts d join app_public.players player on player.pool_id = d.pool_id
    where d.id = draft
  );
  with roster_limit as (
    select l.bits, l.players
    from unnest(crowded.limit_positions, crowded.limit_players) as l (bits, players)
    union all select 0, 0
  )
  select min(one.players + other.players) into room
  from roster_limit as one
  join roster_limit as other on other.bits > one.bits and one.players + other.players < crowded.picks
    and (one.bits = 0 or cardinality(crowded.limit_positions) <= most_compared)
  where not exists (
    select from unnest(kinds) as kind where kind & one.bits <> kind and kind & other.bits <> kind
  );
  if room is not null then
    perform app_private.refuse('TRADE_INVALID', jsonb_build_object(
      'pickNumber', (
        select min((m -> 'pickNumber')::integer) from jsonb_array_elements(moving) as m
        where (m ->> 'toTeamId')::uuid = crowded.team_id
      ),
      'problem', format(
        'the team of slot %s would have %s picks, and by the positions of its seats and the position maximums there is room for %s players',
        crowded.slot, crowded.picks, room
      )
    ));
  end if;
end;
$$;

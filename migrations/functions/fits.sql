-- Whether a team may still take a player of these positions: no roster limit that counts such players is
-- used up. The limits are decided when the draft opens; here they are only counted.
create or replace function app_private.fits(draft uuid, team uuid, candidate_bits integer)
returns boolean
language plpgsql
stable
as $$
declare
  roster integer[] := array(
    select player.position_bits
    from app_public.picks made
    join app_public.players player on player.id = made.player_id
    where made.draft_id = draft and made.team_id = team and made.player_id is not null
  );
begin
  return not exists (
    select
    from app_public.draft_settings s
    cross join lateral unnest(s.limit_positions, s.limit_players) as l (bits, players)
    where s.draft_id = draft
      and candidate_bits & l.bits = candidate_bits
      and l.players <= cardinality(roster)
      and l.players <= (select count(*) from unnest(roster) as owned (bits) where owned.bits & l.bits = owned.bits)
  );
end;
$$;

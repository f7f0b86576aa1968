-- Whether a team may still take a player of these positions: no roster limit that counts such players is used up. The
-- limits are decided when the draft opens; here they are only counted.
create or replace function app_private.fits(draft uuid, team uuid, candidate_bits integer)
returns boolean
language plpgsql
stable
as $$
declare
  roster constant integer[] := array(
    select player.position_bits
    from app_public.picks made
    join app_public.players player on player.id = made.player_id
    where made.draft_id = draft and made.team_id = team and made.player_id is not null
  );
  roster_size constant integer := cardinality(roster);
  limits record;
  bits integer;
  players_left integer;
begin
  select s.limit_positions, s.limit_players into limits from app_public.draft_settings s where s.draft_id = draft;
  -- The tightest limits come first: see open_draft.
  for i in 1 .. cardinality(limits.limit_positions) loop
    bits := limits.limit_positions[i];
    players_left := limits.limit_players[i];
    exit when players_left > roster_size;
    continue when candidate_bits & bits <> candidate_bits;
    for place in 1 .. roster_size loop
      if roster[place] & bits = roster[place] then
        players_left := players_left - 1;
      end if;
    end loop;
    if players_left <= 0 then
      return false;
    end if;
  end loop;
  return true;
end;
$$;

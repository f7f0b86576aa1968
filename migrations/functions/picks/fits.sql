-- Whether a team may still take a player of these positions: no roster limit that counts such players is used up. The
-- limits are decided when the draft opens; here they are only counted.
create or replace function app_private.fits(draft uuid, team uuid, candidate_bits integer)
returns boolean
language plpgsql
stable
as $$
declare
  -- Of more limits than this, players who play the same are counted once: that costs more than it saves where there are few.
  few_limits constant integer := 200;
  limit_positions integer[];
  limit_players integer[];
  roster integer[];
  roster_size integer;
  place integer := 0;
  bits integer;
  player_bits integer;
  -- So many players of the roster may play something else, and the limit is used up all the same. Below 0: it is not used up.
  others integer;
  kinds integer[];
  players_of_kind integer[];
  kind integer;
begin
  select
    s.limit_positions, s.limit_players,
    array(
      select player.position_bits
      from app_public.picks made
      join app_public.players player on player.id = made.player_id
      where made.draft_id = draft and made.team_id = team and made.player_id is not null
    )
  into limit_positions, limit_players, roster
  from app_public.draft_settings s where s.draft_id = draft;
  roster_size := cardinality(roster);
  if cardinality(limit_positions) > few_limits then
    select array_agg(k.bits), array_agg(k.players) into kinds, players_of_kind
    from (select bits_of as bits, count(*)::integer as players from unnest(roster) as bits_of group by bits_of) as k;
    foreach bits in array limit_positions loop
      place := place + 1;
      others := roster_size - limit_players[place];
      exit when others < 0;
      continue when candidate_bits & bits <> candidate_bits;
      kind := 0;
      foreach player_bits in array coalesce(kinds, '{}') loop
        kind := kind + 1;
        if player_bits & bits <> player_bits then
          others := others - players_of_kind[kind];
          exit when others < 0;
        end if;
      end loop;
      if others >= 0 then
        return false;
      end if;
    end loop;
    return true;
  end if;
  -- The tightest limits come first: see open_draft. A draft has dozens of them; most are decided by the first players that are looked at.
  foreach bits in array limit_positions loop
    place := place + 1;
    others := roster_size - limit_players[place];
    exit when others < 0;
    continue when candidate_bits & bits <> candidate_bits;
    foreach player_bits in array roster loop
      if player_bits & bits <> player_bits then
        others := others - 1;
        exit when others < 0;
      end if;
    end loop;
    if others >= 0 then
      return false;
    end if;
  end loop;
  return true;
end;
$$;

-- Why a team may not take a player: PLAYER_NOT_IN_POOL, PLAYER_TAKEN, or PLAYER_DOES_NOT_FIT, which is not asked where any_roster. Null: it may.
create or replace function app_private.judge_player(draft uuid, pool uuid, team uuid, player integer, any_roster boolean)
returns text
language plpgsql
stable
as $$
declare
  position_bits integer;
  is_taken boolean;
begin
  select
    candidate.position_bits,
    exists (select from app_public.picks taken where taken.draft_id = draft and taken.player_id = player)
  into position_bits, is_taken
  from app_public.players candidate
  where candidate.id = player and candidate.pool_id = pool;
  return case
    when position_bits is null then 'PLAYER_NOT_IN_POOL'
    when is_taken then 'PLAYER_TAKEN'
    when not any_roster and not app_private.fits(draft, team, position_bits) then 'PLAYER_DOES_NOT_FIT'
  end;
end;
$$;

-- Refuses a player for a cell who is not in the pool, is taken, or does not fit the roster of its team. The numbers name the cell, and of a
-- player who is taken the cell that has them.
create or replace function app_private.require_free_and_fitting(
  held app_public.drafts,
  cell app_public.picks,
  player integer
)
returns void
language plpgsql
stable
as $$
declare
  bits integer;
  taken_with integer;
begin
  select p.position_bits into bits from app_public.players p where p.id = player and p.pool_id = held.pool_id;
  if not found then
    perform app_private.refuse('PLAYER_NOT_IN_POOL', jsonb_build_object('playerId', player));
  end if;
  select c.pick_number into taken_with from app_public.picks c where c.draft_id = held.id and c.player_id = player;
  if found then
    perform app_private.refuse('PLAYER_TAKEN', jsonb_build_object('playerId', player, 'pickNumber', taken_with));
  elsif not app_private.fits(held.id, cell.team_id, bits) then
    perform app_private.refuse('PLAYER_DOES_NOT_FIT', jsonb_build_object(
      'pickNumber', cell.pick_number, 'playerId', player, 'teamId', cell.team_id
    ));
  end if;
end;
$$;

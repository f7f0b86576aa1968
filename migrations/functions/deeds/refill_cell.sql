-- Gives a made cell of a locked draft another player, once the former one was taken out (see empty_cells). cell: as it was made. Refuses a
-- player who does not fit the roster without the former one. A keeper stays one; any other pick is the commissioner's from then on.
create or replace function app_private.refill_cell(cell app_public.picks, player integer, actor app_private.actor)
returns void
language plpgsql
volatile
as $$
declare
  bits constant integer := (select p.position_bits from app_public.players p where p.id = player);
begin
  if not app_private.fits(cell.draft_id, cell.team_id, bits) then
    perform app_private.refuse('PLAYER_DOES_NOT_FIT', jsonb_build_object(
      'pickNumber', cell.pick_number, 'playerId', player, 'teamId', cell.team_id
    ));
  end if;
  update app_public.picks c
  set player_id = player, picked_by = (actor).user_id, picked_at = cell.picked_at,
      source = case when cell.source = 'KEEPER' then cell.source else 'COMMISSIONER' end
  where c.draft_id = cell.draft_id and c.pick_number = cell.pick_number;
end;
$$;

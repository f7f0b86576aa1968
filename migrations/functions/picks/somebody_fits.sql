-- Whether any free player of the pool fits the roster of a team. Asked only when a commissioner wants the roster rule waived.
create or replace function app_private.somebody_fits(draft uuid, team uuid)
returns boolean
language sql
stable
as $$
  select exists (
    select from (
      select distinct player.position_bits
      from app_public.players player
      where player.pool_id = (select d.pool_id from app_public.drafts d where d.id = draft)
        and not exists (
          select from app_public.picks taken where taken.draft_id = draft and taken.player_id = player.id
        )
    ) as free
    where app_private.fits(draft, team, free.position_bits)
  );
$$;

-- Whether any free player of the pool fits the roster of a team. Asked only when a commissioner wants the roster rule waived. It counts as
-- app_private.fits does, each limit once for all kinds of free players: a pool may have a thousand kinds.
create or replace function app_private.somebody_fits(draft uuid, team uuid)
returns boolean
language sql
stable
as $$
  with roster as materialized (
    select player.position_bits as bits, count(*) as players
    from app_public.picks made
    join app_public.players player on player.id = made.player_id
    where made.draft_id = draft and made.team_id = team
    group by player.position_bits
  ),
  used_up as materialized (
    select roster_limit.bits
    from app_public.draft_settings s
    cross join lateral unnest(s.limit_positions, s.limit_players) as roster_limit (bits, players)
    where s.draft_id = draft
      and roster_limit.players <= (
        select coalesce(sum(r.players), 0) from roster r where r.bits & roster_limit.bits = r.bits
      )
    -- Whoever is excluded is so by the widest of them, most often.
    order by bit_count(roster_limit.bits::bit(32)) desc
  )
  select exists (
    select from (
      select distinct player.position_bits as bits
      from app_public.players player
      where player.pool_id = (select d.pool_id from app_public.drafts d where d.id = draft)
        and not exists (
          select from app_public.picks taken where taken.draft_id = draft and taken.player_id = player.id
        )
    ) as free
    where not exists (select from used_up u where free.bits & u.bits = free.bits)
  );
$$;

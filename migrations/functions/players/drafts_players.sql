-- The players of a draft's pool, the best first: all, or those of a position under any of its names, still available or taken, or
-- whose name contains a text, whatever its accents and capitals. Before the draft opens those are taken whom teams keep. Position and text are read once, not for each player.
create or replace function app_public.drafts_players(
  draft app_public.drafts,
  "position" text default null,
  available boolean default null,
  search text default null
)
returns setof app_public.players
language sql
stable
as $$
  select p.*
  from app_public.players p
  where p.pool_id = draft.pool_id
    and (
      drafts_players.position is null
      or p.position_bits & (
        select coalesce(sum(1 << (listed.place::integer - 1)), 0)::integer
        from app_public.player_pools pool
        cross join unnest(pool.positions) with ordinality as listed (name, place)
        where pool.id = draft.pool_id
          and app_private.plain_position(listed.name) = app_private.plain_position(drafts_players.position)
      ) <> 0
    )
    and (search is null or position((select app_private.search_text(search)) in p.folded_name) > 0)
    and (available is null or available = not (
      exists (select from app_public.picks taken where taken.draft_id = draft.id and taken.player_id = p.id)
      or p.id in (
        select (keeper ->> 'playerId')::integer
        from app_public.draft_settings s
        cross join jsonb_array_elements(s.keepers) as keeper
        where s.draft_id = draft.id and draft.state = 'SCHEDULED'
      )
    ))
  order by p.rank;
$$;
comment on function app_public.drafts_players(app_public.drafts, text, boolean, text) is
  'The players to choose from, the best first: of one position under any of its names, still available (or taken), or by a part of the name, whatever its accents and capitals.';

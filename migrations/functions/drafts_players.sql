-- The players of a draft's pool, the best first: all, or those of a position, still available or taken, or whose
-- name contains a text.
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
    and (drafts_players.position is null or p.positions @> array[drafts_players.position])
    and (search is null or position(lower(search) in lower(p.name)) > 0)
    and (available is null or available = not exists (
      select from app_public.picks taken where taken.draft_id = draft.id and taken.player_id = p.id
    ))
  order by p.rank;
$$;
comment on function app_public.drafts_players(app_public.drafts, text, boolean, text) is
  'The players to choose from, the best first: of one position, still available (or taken), or by a part of the name.';

-- The board of a draft: its cells, and before it opens the cells that it will have. planned: those, as src/draft lays
-- them out, [{pickNumber, round, slot, owner (a slot), seconds, keeper, isForfeited}]; not looked at once the draft has cells.
create or replace function app_public.board(draft uuid, planned jsonb)
returns setof app_public.picks
language sql
stable
as $$
  select p.* from app_public.picks p where p.draft_id = board.draft
  union all
  select laid_out.*
  from jsonb_array_elements(planned) as cell
  join app_public.draft_slots seat on seat.draft_id = board.draft and seat.slot = (cell ->> 'owner')::integer
  cross join lateral jsonb_populate_record(
    null::app_public.picks,
    jsonb_build_object(
      'draft_id', board.draft, 'pick_number', cell -> 'pickNumber', 'round', cell -> 'round', 'slot', cell -> 'slot',
      'team_id', seat.team_id, 'seconds', cell -> 'seconds', 'is_forfeited', cell -> 'isForfeited',
      'player_id', cell -> 'keeper', 'source', case when cell ->> 'keeper' is not null then 'KEEPER' end
    )
  ) as laid_out
  where not exists (select from app_public.picks p where p.draft_id = board.draft);
$$;
comment on function app_public.board(uuid, jsonb) is E'@behavior -*\nThe board of a draft, also before it opens.';

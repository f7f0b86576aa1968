-- The lowest open cell of a board: the one that is on the clock, or goes on it next. No row where none is open. The only place
-- that decides it; after a pick it is asked when the cell of the pick is filled.
--
-- A set without settings of its own: whoever asks about many boards has it in the plan of that question.
create or replace function app_private.next_open_cell(draft uuid)
returns setof app_public.picks
language sql
stable
as $$
  select cell.* from app_public.picks cell
  where cell.draft_id = draft and cell.player_id is null
  order by cell.pick_number
  limit 1;
$$;

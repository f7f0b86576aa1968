-- The lowest open cell of a board, and when only skipped ones are left the lowest of those: the one that is on the clock, or goes on it
-- next. No row where all are made or forfeited. The only place that decides it; after a pick it is asked when the cell of the pick is filled.
--
-- A set without settings of its own: whoever asks about many boards has it in the plan of that question.
create or replace function app_private.next_open_cell(draft uuid)
returns setof app_public.picks
language sql
stable
as $$
  select cell.* from app_public.picks cell
  where cell.draft_id = draft and cell.player_id is null and not cell.is_forfeited
  -- As the index picks_to_fill is sorted.
  order by cell.skipped_at is not null, cell.pick_number
  limit 1;
$$;

-- The cell that is on the clock of a draft that is in progress or paused.
create or replace function app_private.cell_on_clock(running app_public.drafts)
returns app_public.picks
language sql
stable
as $$
  select cell from app_public.picks cell
  where cell.draft_id = running.id and cell.pick_number = running.current_pick;
$$;

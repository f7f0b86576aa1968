-- Gives the cells of an open board that are to be filled the pick clocks of the settings.
create or replace function app_private.set_cell_clocks(draft uuid, settings app_public.draft_settings)
returns void
language sql
volatile
as $$
  update app_public.picks cell
  set seconds = coalesce(
    (settings.seconds_per_pick_by_round ->> cell.round::text)::double precision, settings.seconds_per_pick
  )
  where cell.draft_id = set_cell_clocks.draft and cell.picked_at is null;
$$;

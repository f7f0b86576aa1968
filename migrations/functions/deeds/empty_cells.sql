-- Empties cells of a locked draft: they are open again. unskip: also as if they had never been passed over.
create or replace function app_private.empty_cells(draft uuid, cells integer[], unskip boolean)
returns void
language sql
volatile
as $$
  -- What only the team could read of why the service had picked.
  delete from app_public.pick_reasons kept where kept.draft_id = draft and kept.pick_number = any (cells);
  update app_public.picks cell
  set player_id = null, source = null, strategy = null, reason = null, picked_by = null, picked_at = null,
      skipped_at = case when not unskip then cell.skipped_at end
  where cell.draft_id = draft and cell.pick_number = any (cells);
$$;

-- Refuses a change of cells that was decided on a version of the draft since which one of them changed. What happened elsewhere on the board
-- does not matter: others go on picking. seen_version null: nobody asks.
create or replace function app_private.require_unchanged_cells(
  held app_public.drafts,
  seen_version integer,
  cells integer[]
)
returns void
language plpgsql
stable
as $$
begin
  if seen_version > held.version or exists (
    select from app_public.draft_events e
    where e.draft_id = held.id and e.version > seen_version and (
      e.kind::text in ('PICKED', 'SKIPPED', 'PICK_CORRECTED', 'PICKS_SWAPPED')
        and array[(e.data ->> 'pickNumber')::integer, (e.data ->> 'otherPickNumber')::integer] && cells
      or exists (
        select from jsonb_array_elements(coalesce(e.data -> 'undone', e.data -> 'trades')) as c
        where (c ->> 'pickNumber')::integer = any (cells)
      )
    )
  ) then
    perform app_private.refuse('STALE_VERSION', jsonb_build_object('version', held.version, 'seen', seen_version));
  end if;
end;
$$;

-- The streams of a locked draft that is over get events again: the sweep looks for them, and endpoints that were added since its end get them
-- from here on. Nothing is done for a draft that is not over: its cursors are all there. held: the draft as it was over.
--
-- Every cursor is written, also one that is not marked as over: whoever delivers holds it, and may be about to mark it.
create or replace function app_private.tell_again(held app_public.drafts)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if held.state not in ('COMPLETED', 'CANCELLED') then
    return;
  end if;
  perform pg_advisory_xact_lock_shared(app_private.endpoints_lock());
  update app_private.endpoint_cursors c set is_over = false where c.stream_id = held.id;
  insert into app_private.endpoint_cursors (stream_id, endpoint_id, is_draft, version)
  select held.id, e.id, true, held.version
  from app_public.endpoints e
  where e.league_id = held.league_id or e.league_id is null
  on conflict do nothing;
end;
$$;

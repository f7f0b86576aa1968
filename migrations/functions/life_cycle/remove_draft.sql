-- Removes a locked draft that was never opened, with everything that belongs to it.
create or replace function app_private.remove_draft(draft uuid)
returns void
language plpgsql
volatile
as $$
begin
  perform graphile_worker.remove_job(app_private.start_key(draft));
  delete from app_private.endpoint_cursors c where c.stream_id = draft;
  delete from app_public.drafts d where d.id = draft;
end;
$$;

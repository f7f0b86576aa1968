-- Ends a locked draft whose last cell was just filled; version is the number of the event that says so.
create or replace function app_private.complete_draft(
  draft uuid,
  at timestamptz,
  version integer,
  last_source app_public.pick_source
)
returns void
language plpgsql
volatile
as $$
begin
  perform app_private.disarm(draft);
  update app_public.drafts d
  set state = 'COMPLETED', current_pick = null, next_deadline = null, job_id = null, ended_at = at,
      version = complete_draft.version,
      last_timeout_at = case when last_source = 'AUTO' then at else d.last_timeout_at end,
      timeout_count = d.timeout_count + (last_source = 'AUTO')::integer,
      attempt_count = 0, last_error = null, retry_at = null
  where d.id = draft;
  perform app_private.append_event(draft, version, at, 'COMPLETED', '{}');
end;
$$;

-- Writes the next event of a locked draft.
create or replace function app_private.append_event(
  draft uuid,
  version integer,
  at timestamptz,
  kind app_public.draft_event_kind,
  data jsonb
)
returns void
language sql
volatile
as $$
  insert into app_public.draft_events (draft_id, version, at, kind, data)
  values (draft, version, at, kind, data);
$$;

-- Writes the next event of a locked draft: what append_events writes for several, a third faster. facts: with those of the clock that the
-- event starts, where it starts one (see clock_facts). Answers the event's number, which is the draft's new version.
create or replace function app_private.append_event(
  draft uuid,
  version integer,
  at timestamptz,
  kind app_public.draft_event_kind,
  facts jsonb
)
returns integer
language plpgsql
volatile
as $$
begin
  insert into app_public.draft_events (draft_id, version, at, kind, data)
  values (draft, append_event.version, append_event.at, append_event.kind, facts);
  return version;
end;
$$;

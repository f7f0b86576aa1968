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
  perform app_private.take_off_clock(draft, 'COMPLETED', version, at, timed_out => last_source = 'AUTO');
  perform app_private.append_events(array[draft], array[version], at, 'COMPLETED', array['{}'::jsonb]);
end;
$$;

-- Gives new events of all streams but previews a place in the export, of at most so many streams; answers of how many. For operators.
--
-- One at a time, until the commit: a place that somebody has read never gets a neighbour in front of it.
create or replace function app_private.note_exports(most integer, actor app_private.actor)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $$
declare
  export_lock constant bigint := hashtextextended('draft-orchestrator event export', 0);
  noted integer;
begin
  perform app_private.require_operator(actor);
  perform pg_advisory_xact_lock(export_lock);
  with news as (
    select d.id as stream_id, true as is_draft, coalesce(s.version, 0) as seen, d.version
    from app_public.drafts d left join app_private.exported_streams s on s.stream_id = d.id
    where d.version > coalesce(s.version, 0) and not d.is_preview
    union all
    select l.league_id, false, coalesce(s.version, 0), l.version
    from app_private.league_streams l left join app_private.exported_streams s on s.stream_id = l.league_id
    where l.version > coalesce(s.version, 0)
    limit most
  ),
  entries as (
    insert into app_private.export_entries (stream_id, is_draft, first_version, last_version)
    select n.stream_id, n.is_draft, n.seen + 1, n.version from news n
  )
  insert into app_private.exported_streams as s (stream_id, is_draft, version)
  select n.stream_id, n.is_draft, n.version from news n
  on conflict (stream_id) do update set version = excluded.version;
  get diagnostics noted = row_count;
  return noted;
end;
$$;

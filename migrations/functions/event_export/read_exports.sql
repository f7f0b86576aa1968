-- The events of the export behind an event (a place, and the number of an event there), in order, about so many; for operators.
--
-- Each row is an event and where it stands. A row without an event (kind null) is a place whose stream is gone. No rows: that was all.
create or replace function app_private.read_exports(
  after_place bigint,
  after_version integer,
  most integer,
  actor app_private.actor
)
returns table (
  place bigint,
  version integer,
  stream_id uuid,
  is_draft boolean,
  league_id uuid,
  at timestamptz,
  kind text,
  data jsonb
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
begin
  perform app_private.require_operator(actor);
  -- Place 0 is before the first one. Behind an event that never had that place others would be left out, or come twice.
  if (after_place, after_version) <> (0, 0) and not exists (
    select from app_private.export_entries e
    where e.place = after_place and after_version between e.first_version and e.last_version
  ) then
    perform app_private.refuse('CURSOR_UNKNOWN', jsonb_build_object('place', after_place));
  end if;
  return query
  with begun as (
    select e.place, e.stream_id, e.is_draft, e.last_version,
      case when e.place = after_place then greatest(e.first_version, after_version + 1) else e.first_version end as first_version
    from app_private.export_entries e
    where e.place >= after_place and (e.place > after_place or e.last_version > after_version)
    order by e.place
    limit most
  ),
  counted as (
    select b.*, sum(b.last_version - b.first_version + 1) over (order by b.place) - (b.last_version - b.first_version + 1) as before
    from begun b
  ),
  taken as (
    select c.place, c.stream_id, c.is_draft, c.first_version, least(c.last_version, c.first_version + (most - c.before) - 1) as last_version
    from counted c
    where c.before < most
  )
  select t.place, coalesce(e.version, t.last_version::integer), t.stream_id, t.is_draft,
    case when t.is_draft then d.league_id else t.stream_id end, e.at, e.kind, e.data
  from taken t
  left join app_public.drafts d on t.is_draft and d.id = t.stream_id
  left join lateral (
    select v.version, v.at, v.kind::text, v.data from app_public.draft_events v
    where t.is_draft and v.draft_id = t.stream_id and v.version between t.first_version and t.last_version
    union all
    select l.version, l.at, l.kind, l.data from app_private.league_events l
    where not t.is_draft and l.league_id = t.stream_id and l.version between t.first_version and t.last_version
  ) e on true
  order by 1, 2;
end;
$$;

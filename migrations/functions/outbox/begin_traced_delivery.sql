-- As begin_delivery, and by which spans the events were caused (see traces_of): what a relay asks where it sends traces.
create or replace function app_private.begin_traced_delivery(endpoint uuid, stream uuid, lease uuid, most integer)
returns table (
  at timestamptz,
  kind app_public.endpoint_kind,
  league_id uuid,
  target text,
  secrets text[],
  is_draft boolean,
  is_probe boolean,
  events jsonb,
  traces jsonb
)
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  select b.*, case when b.is_draft then app_private.traces_of(stream, b.events) else '{}' end
  from app_private.begin_delivery(endpoint, stream, lease, most) as b;
$$;

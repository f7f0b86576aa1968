-- What is sent out of order: a dead letter that is replayed, or a test (dead_letter null, and no events). Whoever calls knows that it was
-- asked for; no row: the endpoint or the dead letter is gone.
create or replace function app_private.read_extra_delivery(endpoint uuid, dead_letter uuid)
returns table (
  at timestamptz,
  kind app_public.endpoint_kind,
  league_id uuid,
  target text,
  secrets text[],
  stream_id uuid,
  is_draft boolean,
  events jsonb
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  now_there constant timestamptz := clock_timestamp();
begin
  if dead_letter is null then
    return query
    select now_there, e.kind, e.league_id, t.target, app_private.signing_secrets(e.id, now_there), null::uuid, null::boolean, '[]'::jsonb
    from app_public.endpoints e join app_private.endpoint_targets t on t.endpoint_id = e.id
    where e.id = endpoint;
    return;
  end if;
  return query
  select
    now_there, e.kind, coalesce(d.league_id, l.stream_id), t.target, app_private.signing_secrets(e.id, now_there), l.stream_id,
    d.id is not null, app_private.read_stream(l.stream_id, d.id is not null, l.version - 1, 1)
  from app_public.dead_letters l
  join app_public.endpoints e on e.id = l.endpoint_id
  join app_private.endpoint_targets t on t.endpoint_id = e.id
  left join app_public.drafts d on d.id = l.stream_id
  where l.id = dead_letter and e.id = endpoint;
end;
$$;

-- For how many seconds the oldest event waits that an endpoint should have by now; 0: none waits. Looks at so many cursors, in the order of
-- their index. Endpoints that are switched off, or kept from deliveries by the circuit breaker, do not count: those are told apart.
create or replace function app_private.outbox_age(most_cursors integer)
returns double precision
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with slice as (
    select c.* from app_private.endpoint_cursors c
    where not c.is_over
    order by c.endpoint_id, c.stream_id
    limit most_cursors
  ),
  behind as (
    select s.stream_id, s.is_draft, s.version + 1 as next_version
    from slice s
    join app_public.endpoints e on e.id = s.endpoint_id
    left join app_public.drafts d on s.is_draft and d.id = s.stream_id
    left join app_private.league_streams l on not s.is_draft and l.league_id = s.stream_id
    where e.disabled_at is null and e.open_until is null and coalesce(d.version, l.version, 0) > s.version
  )
  select coalesce(extract(epoch from clock_timestamp() - least(
    (select min(e.at) from behind b
      join app_public.draft_events e on e.draft_id = b.stream_id and e.version = b.next_version where b.is_draft),
    (select min(e.at) from behind b
      join app_private.league_events e on e.league_id = b.stream_id and e.version = b.next_version where not b.is_draft)
  ))::double precision, 0);
$$;

-- The guarantee behind the hints: looks at so many cursors after a place, in the order of their index, and makes jobs for those whose
-- stream has news, as enqueue_deliveries does; no more than so many jobs. Answers the place to go on from (null: it came to the end),
-- and how many jobs were made. Its cost does not depend on how many cursors there are.
create or replace function app_private.sweep_deliveries(
  after_endpoint uuid,
  after_stream uuid,
  most_cursors integer,
  most_jobs integer
)
returns table (endpoint_id uuid, stream_id uuid, cursors integer, jobs integer)
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  at constant timestamptz := clock_timestamp();
  looked record;
begin
  with slice as (
    select c.* from app_private.endpoint_cursors c
    where not c.is_over
      and (c.endpoint_id, c.stream_id) > (
        coalesce(after_endpoint, '00000000-0000-0000-0000-000000000000'),
        coalesce(after_stream, '00000000-0000-0000-0000-000000000000')
      )
    order by c.endpoint_id, c.stream_id
    limit most_cursors
  ),
  behind as (
    select s.endpoint_id, s.stream_id, row_number() over (order by s.endpoint_id, s.stream_id) as place
    from slice s
    join app_public.endpoints e on e.id = s.endpoint_id
    left join app_public.drafts d on s.is_draft and d.id = s.stream_id
    left join app_private.league_streams l on not s.is_draft and l.league_id = s.stream_id
    where e.disabled_at is null and (e.open_until is null or e.open_until <= at)
      and (s.retry_at is null or s.retry_at <= at) and (s.leased_until is null or s.leased_until <= at)
      and coalesce(d.version, l.version, 0) > s.version
  ),
  chosen as (select * from behind b where b.place <= most_jobs)
  select
    coalesce((select array_agg(b.stream_id) from chosen b), '{}') as streams,
    coalesce((select array_agg(b.endpoint_id) from chosen b), '{}') as endpoints,
    (select count(*) from slice) as cursors,
    case
      when (select count(*) from behind) > most_jobs
        then (select array[b.endpoint_id, b.stream_id] from chosen b order by b.place desc limit 1)
      when (select count(*) from slice) = most_cursors
        then (select array[s.endpoint_id, s.stream_id] from slice s order by s.endpoint_id desc, s.stream_id desc limit 1)
    end as last
  into looked;
  perform app_private.add_delivery_jobs(looked.streams, looked.endpoints);
  return query select looked.last[1], looked.last[2], looked.cursors::integer, cardinality(looked.streams);
end;
$$;

-- The guarantee behind the hints: looks at so many cursors after a place, in the order of their index, and makes jobs for those whose
-- stream has news, as enqueue_deliveries does; no more than so many jobs. Answers the place to go on from (null: it came to the end),
-- how many cursors there were at least, and how many jobs were made. Its cost does not depend on how many cursors there are, and it looks
-- no further once it has its jobs.
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
  from_endpoint constant uuid := coalesce(after_endpoint, '00000000-0000-0000-0000-000000000000');
  from_stream constant uuid := coalesce(after_stream, '00000000-0000-0000-0000-000000000000');
  behind record;
begin
  select coalesce(array_agg(b.stream_id), '{}') as streams, coalesce(array_agg(b.endpoint_id), '{}') as endpoints
  into behind
  from (
    select s.endpoint_id, s.stream_id
    from (
      select c.* from app_private.endpoint_cursors c
      where not c.is_over and (c.endpoint_id, c.stream_id) > (from_endpoint, from_stream)
      order by c.endpoint_id, c.stream_id
      limit most_cursors
    ) as s
    join app_public.endpoints e on e.id = s.endpoint_id
    left join app_public.drafts d on s.is_draft and d.id = s.stream_id
    left join app_private.league_streams l on not s.is_draft and l.league_id = s.stream_id
    where e.disabled_at is null and (e.open_until is null or e.open_until <= at)
      and (s.retry_at is null or s.retry_at <= at) and (s.leased_until is null or s.leased_until <= at)
      and coalesce(d.version, l.version, 0) > s.version
    order by s.endpoint_id, s.stream_id
    limit most_jobs
  ) as b;
  jobs := cardinality(behind.streams);
  if jobs = most_jobs then
    endpoint_id := behind.endpoints[jobs];
    stream_id := behind.streams[jobs];
    cursors := jobs;
  else
    select
      count(*), (array_agg(s.endpoint_id) filter (where s.place = most_cursors))[1],
      (array_agg(s.stream_id) filter (where s.place = most_cursors))[1]
    into cursors, endpoint_id, stream_id
    from (
      select c.endpoint_id, c.stream_id, row_number() over (order by c.endpoint_id, c.stream_id) as place
      from app_private.endpoint_cursors c
      where not c.is_over and (c.endpoint_id, c.stream_id) > (from_endpoint, from_stream)
      order by c.endpoint_id, c.stream_id
      limit most_cursors
    ) as s;
  end if;
  perform app_private.add_delivery_jobs(behind.streams, behind.endpoints);
  return next;
end;
$$;

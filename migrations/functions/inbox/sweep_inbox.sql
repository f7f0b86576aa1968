-- The guarantee behind the jobs of messages: makes them anew for leagues whose oldest message has waited for some seconds without anybody who
-- handles it. Its job may be of a process that was killed, or the message behind one that had to wait.
create or replace function app_private.sweep_inbox(most integer)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  patience constant interval := '3 seconds';
  before constant timestamptz := clock_timestamp() - patience;
begin
  perform app_private.add_inbox_jobs(array(
    select o.league_id
    from (
      select distinct on (m.league_id) m.league_id, coalesce(m.leased_until, m.received_at) as free_since
      from app_public.inbox m
      where m.state = 'WAITING'
      order by m.league_id, m.place
    ) as o
    where o.free_since < before
    limit most
  ));
end;
$$;

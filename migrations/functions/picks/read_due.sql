-- The contexts (see read_contexts) of drafts whose clock ran out: the own draft when it is due, and at most so many
-- others that have waited that long, the longest due first. One read, no locks.
create or replace function app_private.read_due(own uuid, most integer, waited interval)
returns setof app_private.draft_context
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set enable_bitmapscan = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  at constant timestamptz := clock_timestamp();
  due uuid[] := array(
    select d.id from app_public.drafts d
    where d.id = own and d.state = 'IN_PROGRESS' and d.due_at <= at
  ) || array(
    select d.id from app_public.drafts d
    where d.state = 'IN_PROGRESS' and d.due_at <= at - waited and d.id is distinct from own
    order by d.due_at
    limit most
  );
begin
  return query
  select c.* from app_private.read_contexts(due, false, false) as c
  order by c.draft_id is distinct from own, c.due_at;
end;
$$;

-- The one door for picks, whoever makes them: a manager, a commissioner, the clock. Takes a set of requests
-- (see judge_picks) and answers each: picked, repeated, stale, skipped or refused with a code.
--
-- own: the draft that is waited for, the first and only wait; every other one is skipped while locked. A
-- manual pick is a set of one and names its draft; what can be refused without the lock is refused before it.
create or replace function app_private.apply_picks(requests jsonb, own uuid)
returns setof app_private.judged_pick
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
-- Every look-up is by key, in the order of its key: no statistic, and none missing, may turn one into a scan, or
-- the next open cell into a sort of the whole board.
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set enable_bitmapscan = off
set enable_material = off
set enable_sort = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  wanted uuid[] := array(select distinct (r ->> 'draftId')::uuid from jsonb_array_elements(requests) as r);
  locked uuid[];
  at timestamptz;
begin
  if jsonb_array_length(requests) = 1 and requests -> 0 ->> 'kind' = 'MANUAL' then
    return query
      select j.* from app_private.judge_picks(requests, clock_timestamp(), wanted) as j where j.outcome <> 'picked';
    if found then
      return;
    end if;
  end if;

  perform from app_public.drafts d where d.id = own for no key update;
  locked := array(
    select d.id from app_public.drafts d
    where d.id = any (wanted) and d.id is distinct from own
    for no key update skip locked
  );
  at := clock_timestamp();
  -- A null among them would make every "not in it" unknown, and no draft skipped.
  return query select * from app_private.write_picks(requests, at, array_remove(locked || own, null));
end;
$$;

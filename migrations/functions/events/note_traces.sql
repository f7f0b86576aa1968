-- Notes by which spans events were caused, element by element: the draft, the number of its event, the span. Answers the spans of the events
-- before them, such as the one that started the clock which now ran out; null where that was not recorded. Removes what is too old, twice
-- as many as it adds.
create or replace function app_private.note_traces(drafts uuid[], versions integer[], traceparents text[])
returns text[]
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
-- Every look-up is by key or by age, however many rows there are.
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set enable_bitmapscan = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  -- A variable: an index is not asked for what a function answers.
  too_old constant timestamptz := clock_timestamp() - interval '7 days';
begin
  delete from app_private.traces t
  where t.ctid = any (array(
    select old.ctid from app_private.traces old
    where old.at < too_old
    order by old.at
    limit 2 * cardinality(drafts)
    for update skip locked
  ));
  insert into app_private.traces (draft_id, version, traceparent)
  select n.draft, n.version, n.traceparent from unnest(drafts, versions, traceparents) as n (draft, version, traceparent)
  order by n.draft, n.version
  -- A database that lost its last commits counts versions anew.
  on conflict (draft_id, version) do update set traceparent = excluded.traceparent, at = excluded.at;
  return array(
    select t.traceparent
    from unnest(drafts, versions) with ordinality as n (draft, version, place)
    left join app_private.traces t on t.draft_id = n.draft and t.version = n.version - 1
    order by n.place
  );
end;
$$;

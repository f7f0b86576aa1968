-- Sets the alarms of drafts anew that have been due for a while and were not picked for: whatever became of their
-- jobs (locked by a process that died, deleted, exhausted), they ring again. Answers how many drafts that were.
create or replace function app_private.rearm_overdue(overdue_for interval, most integer)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  at constant timestamptz := clock_timestamp();
  overdue app_public.drafts;
  rearmed integer := 0;
begin
  for overdue in
    select d.* from app_public.drafts d
    where d.state = 'IN_PROGRESS' and d.due_at < at - overdue_for
    order by d.due_at
    limit most
    for no key update skip locked
  loop
    update app_public.drafts d
    set job_id = app_private.arm(overdue.id, overdue.job_id, overdue.due_at)
    where d.id = overdue.id;
    rearmed := rearmed + 1;
  end loop;
  return rearmed;
end;
$$;

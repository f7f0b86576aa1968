-- What we add to graphile-worker's tables. Applied at each run: whoever makes that schema anew makes it without this. It looks first
-- what is there, because "create index if not exists" would stop every pick while it looks.
do $$
begin
  -- Jobs that are locked are few among many, and whoever looks after them looks often. Only a job that a worker fetches gets into this
  -- index; the alarm moves jobs without locking them.
  if to_regclass('graphile_worker.draft_orchestrator_locked_jobs') is null then
    create index draft_orchestrator_locked_jobs on graphile_worker._private_jobs (locked_at) where locked_at is not null;
  end if;
end;
$$;

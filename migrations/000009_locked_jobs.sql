-- Jobs that are locked are few among many, and whoever looks after them looks often. Only a job that a worker fetches gets into
-- this index; the alarm moves jobs without locking them.
create index draft_orchestrator_locked_jobs on graphile_worker._private_jobs (locked_at) where locked_at is not null;

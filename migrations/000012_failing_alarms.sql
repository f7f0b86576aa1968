-- A worker process whose alarm fails again and again still says that it lives. It says so as well, so that the others do its work
-- and whoever is on call sees it.
alter table app_private.worker_processes
  add column failing_since timestamptz,
  add column failure text,
  add constraint worker_processes_say_what_fails check ((failing_since is null) = (failure is null));
comment on column app_private.worker_processes.failing_since is 'Since when its alarm fails; null: it does its work.';
comment on column app_private.worker_processes.failure is 'What its alarm fails at, and the error.';

-- It takes one more argument now, which processes from before leave out.
drop function if exists app_private.tick(uuid, interval, integer, boolean);

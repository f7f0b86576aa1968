-- Who keeps the time right now: each worker process says once a second that it lives.

create table app_private.worker_processes (
  id uuid primary key,
  seen_at timestamptz not null
)
with (fillfactor = 50);
comment on table app_private.worker_processes is
  'Worker processes that rang lately. They share the deadlines between them, so that each is rung for once.';
comment on column app_private.worker_processes.id is 'The process, by an id of its own choosing.';
comment on column app_private.worker_processes.seen_at is 'When it last said that it lives.';

-- It takes one more argument now.
drop function if exists app_private.read_due(uuid, integer);

-- A worker process that an operator has taken out of the shared work, before it is stopped or looked at.

alter table app_private.worker_processes add column drained_at timestamptz;
comment on column app_private.worker_processes.drained_at is
  'Since when other processes ring for its drafts, as an operator asked; null: it does its share.';

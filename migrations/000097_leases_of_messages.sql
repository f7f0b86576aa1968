-- A message is handled under a lease, as a delivery is, and no longer by turns of a queue of jobs: a queue whose process was killed stayed locked
-- for four hours, and a job that was made while the one before it was being removed waited for the next poll.
alter table app_public.inbox add column leased_until timestamptz;
comment on column app_public.inbox.leased_until is 'Until then nobody else handles it, or its next attempt has to wait.';

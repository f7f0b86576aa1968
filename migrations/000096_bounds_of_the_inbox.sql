-- What bounds the inbox: how many messages of a source wait, and which are old enough to be removed.

create index inbox_waiting_by_source on app_public.inbox (source_id) where state = 'WAITING';
create index inbox_by_age on app_public.inbox (handled_at) where state <> 'WAITING';

comment on column app_public.endpoints.failures is 'Deliveries in a row that failed, or were taken after more than five seconds.';
comment on column app_public.endpoints.last_error is 'What was wrong with the last of them.';
comment on column app_public.inbox.state is
  'What became of it. It is removed seven days after it was done, thirty after it was set aside, and sooner where its source has a thousand newer ones.';

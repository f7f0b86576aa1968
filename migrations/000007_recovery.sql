-- Who keeps the time, and when nobody did.

-- A process names itself, registers, and holds a session advisory lock on its number for as long as it lives: PostgreSQL
-- releases the lock the moment the process or its connection is gone.
drop table app_private.worker_processes;
create table app_private.worker_processes (
  number integer generated always as identity primary key,
  id uuid not null,
  name text not null,
  pool text not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null,
  constraint worker_processes_register_once unique (id)
)
with (fillfactor = 50);
comment on table app_private.worker_processes is
  'Worker processes. They share the deadlines between them, and the living clear up behind the dead.';
comment on column app_private.worker_processes.number is
  'What the process holds a session advisory lock on while it lives.';
comment on column app_private.worker_processes.id is 'The process, by an id of its own choosing.';
comment on column app_private.worker_processes.name is 'Where it runs, for people; two may have the same name.';
comment on column app_private.worker_processes.pool is 'What graphile-worker calls its pool: whoever locked a job.';
comment on column app_private.worker_processes.started_at is 'When it registered.';
comment on column app_private.worker_processes.seen_at is 'When it last asked what is due.';

-- One row that every tick moves. An outage is a gap in it: nobody was there to pick, or to be told.
create table app_private.pulse (
  only_row boolean primary key default true,
  at timestamptz,
  outage_began timestamptz,
  outage_ended timestamptz,
  longest_silence interval not null default '5 seconds',
  most_returned interval not null default '30 seconds',
  constraint pulse_has_one_row check (only_row),
  constraint pulse_knows_both_ends_of_an_outage check ((outage_began is null) = (outage_ended is null)),
  constraint pulse_is_not_lost_within_a_second check (longest_silence >= interval '2 seconds'),
  constraint pulse_returns_no_negative_time check (most_returned >= interval '0')
)
with (fillfactor = 10);
comment on table app_private.pulse is
  'When a worker process last kept the time, the last outage, and what is done about one. The last two columns are settings.';
comment on column app_private.pulse.only_row is 'There is one row.';
comment on column app_private.pulse.at is 'When a worker process last kept the time; null when none ever did.';
comment on column app_private.pulse.outage_began is 'The last sign of life before the last outage.';
comment on column app_private.pulse.outage_ended is 'The first sign of life after it.';
comment on column app_private.pulse.longest_silence is 'A setting: a silence that lasts longer is an outage.';
comment on column app_private.pulse.most_returned is
  'A setting: teams whose clock ran out in an outage get back as much time as it lasted, at most this; 0: none.';
insert into app_private.pulse default values;

alter type app_public.draft_event_kind add value 'TIME_RETURNED' after 'RESUMED';

-- It tells more now.
drop function if exists app_private.tick(uuid, interval, integer);
drop function if exists app_private.rearm_overdue(interval, integer);

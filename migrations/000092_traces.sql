-- Traces that go on in another process or at another time: who reads an event, a relay, and the clock that an event started. A row is
-- written only where a trace is recorded, in the statement that sends the hint; a pick itself writes nothing here.

create table app_private.traces (
  draft_id uuid not null,
  version integer not null,
  traceparent text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (draft_id, version),
  constraint traces_are_named_as_w3c_says check (traceparent ~ '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$')
);
comment on table app_private.traces is
  'Events of drafts that a recorded trace caused, so that what they cause in turn belongs to it. Kept for seven days.';
comment on column app_private.traces.version is 'The number of the event.';
comment on column app_private.traces.traceparent is 'The span of the event, as W3C Trace Context writes it.';
create index traces_by_age on app_private.traces (at);

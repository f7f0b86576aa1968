-- All events in one order that only grows, for analytics. A pick writes nothing here: whoever reads notes what is new, one at a time.

create table app_private.exported_streams (
  stream_id uuid primary key,
  is_draft boolean not null,
  version integer not null,
  constraint exported_streams_have_an_event check (version >= 1)
);
comment on table app_private.exported_streams is 'Of each stream (a draft, or a league): the last event that has a place in the export.';

create table app_private.export_entries (
  place bigint primary key generated always as identity,
  stream_id uuid not null,
  is_draft boolean not null,
  first_version integer not null,
  last_version integer not null,
  constraint export_entries_hold_events check (first_version between 1 and last_version)
);
comment on table app_private.export_entries is
  'The order of the export: an entry is events of one stream, one after the other. What was noted later stands behind, whatever its time says.';

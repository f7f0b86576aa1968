-- Quiet hours: wall-clock windows in which no clock runs.

-- The quiet hours of a draft as the clock reads them: windows as lengths of time since Monday 00:00 on the wall clock of the zone,
-- sorted, disjoint, none over the end of the week. closes, opens: when each begins and ends; open_a_week: how much of a week without
-- a change of the zone's offset is open.
create type app_private.quiet_hours as (
  zone text,
  closes interval[],
  opens interval[],
  open_a_week interval,
  refuses_picks boolean
);

-- Where a walk through open time ended, and how much open time passed on the way.
create type app_private.open_walk as (ends timestamptz, passed interval);

alter table app_public.draft_settings
  add column quiet_hours jsonb,
  add column quiet app_private.quiet_hours,
  add constraint draft_settings_have_quiet_hours_in_both_forms check (
    (quiet_hours is null) = ((quiet).zone is null)
  );
comment on column app_public.draft_settings.quiet_hours is
  'When no clock runs: a time zone, and windows of its wall clock; null where every hour counts.';
comment on column app_public.draft_settings.quiet is 'The quiet hours as the clock reads them.';

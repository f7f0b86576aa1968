-- The quiet hours of a draft as the clock reads them, from how they were given (QuietHours in src/draft/quiet_hours.ts, which refuses
-- the same with more words). Null where there are none.
create or replace function app_private.plain_quiet_hours(given jsonb)
returns app_private.quiet_hours
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  weekdays constant text[] := array['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
  most_windows constant integer := 14;
  least_open constant interval := interval '1 hour';
  week constant integer := 7 * 24 * 60;
  known boolean;
  plain app_private.quiet_hours;
begin
  if given is null or given = 'null' then
    return null;
  end if;
  begin
    -- PostgreSQL also takes offsets, abbreviations, and rules with digits in them; none of these is a name of the IANA data. A look into
    -- pg_timezone_names reads hundreds of files.
    known := (timestamptz 'epoch' at time zone (given ->> 'zone')) is not null
      and given ->> 'zone' ~ '^(UTC|GMT|[A-Za-z_]+(/[A-Za-z_-]+)+|Etc/GMT[+-][0-9]{1,2})$';
  exception when invalid_parameter_value then
    known := false;
  end;
  if known is not true then
    perform app_private.refuse('QUIET_HOURS_INVALID', jsonb_build_object(
      'zone', given -> 'zone', 'problem', 'the time zone is not known'
    ));
  end if;
  if coalesce(jsonb_array_length(given -> 'windows') not between 1 and most_windows, true)
    or given ->> 'picks' not in ('ALLOWED', 'REFUSED')
    or exists (
      select from jsonb_array_elements(given -> 'windows') as w (listed)
      where coalesce(
        w.listed ->> 'from' !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' or w.listed ->> 'to' !~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'
        or w.listed ->> 'from' = w.listed ->> 'to' or jsonb_array_length(w.listed -> 'weekdays') = 0
        or exists (
          select from jsonb_array_elements_text(w.listed -> 'weekdays') as d (name) where d.name <> all (weekdays)
        ),
        true
      )
    )
  then
    perform app_private.refuse('QUIET_HOURS_INVALID', jsonb_build_object(
      'most', most_windows, 'problem', 'a window is not written as windows are, or there are too many or none'
    ));
  end if;

  with edges as (
    select (array_position(weekdays, d.name) - 1) * 1440 as "day", split_part(w.listed ->> 'from', ':', 1)::integer * 60
        + split_part(w.listed ->> 'from', ':', 2)::integer as begins,
      split_part(w.listed ->> 'to', ':', 1)::integer * 60 + split_part(w.listed ->> 'to', ':', 2)::integer as ends
    from jsonb_array_elements(given -> 'windows') as w (listed)
    cross join jsonb_array_elements_text(w.listed -> 'weekdays') as d (name)
  ),
  lasting as (
    select e."day" + e.begins as begins, e."day" + e.ends + case when e.ends <= e.begins then 1440 else 0 end as ends
    from edges e
  ),
  -- What reaches over the end of the week begins the next one.
  parts as (
    select int4range(l.begins, least(l.ends, week)) as part from lasting l
    union all
    select int4range(0, l.ends - week) from lasting l where l.ends > week
  )
  select given ->> 'zone',
    array_agg(lower(merged.part) * interval '1 minute' order by merged.part),
    array_agg(upper(merged.part) * interval '1 minute' order by merged.part),
    (week - sum(upper(merged.part) - lower(merged.part))) * interval '1 minute',
    coalesce(given ->> 'picks' = 'REFUSED', false)
  into plain
  from (select unnest(range_agg(p.part)) from parts p) as merged (part);
  if plain.open_a_week < least_open then
    perform app_private.refuse('QUIET_HOURS_INVALID', jsonb_build_object(
      'openSeconds', extract(epoch from plain.open_a_week), 'problem', 'less than an hour a week is open'
    ));
  end if;
  return plain;
end;
$$;

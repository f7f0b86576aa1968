-- Whether a person's pick comes in quiet hours in which the draft takes none.
create or replace function app_private.is_refused_as_quiet(judged app_private.judged_pick, at timestamptz)
returns boolean
language plpgsql
stable
as $$
declare
  quiet app_private.quiet_hours;
begin
  quiet := (select s.quiet from app_private.settings_for(judged.draft_id, judged.pick_number) as s);
  return coalesce(quiet.refuses_picks, false) and app_private.quiet_until(at, quiet) is not null;
end;
$$;

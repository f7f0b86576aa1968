-- Whether the rules of time of a draft do sums alone when the clock of a pick runs out, with nothing but the pick and the next clock as their
-- outcome: no pick is passed over or waited for, no autopilot is switched on, and no pause is planned. misses: those of the team, without
-- this one.
create or replace function app_private.picks_by_sums(
  draft uuid,
  pick_number integer,
  misses integer,
  next_pause_at timestamptz
)
returns boolean
language plpgsql
stable
as $$
begin
  return next_pause_at is null and exists (
    select from app_private.settings_for(draft, picks_by_sums.pick_number) as s
    where s.at_zero = 'AUTO_PICK' and picks_by_sums.pick_number >= all (s.pause_before_picks)
      and (s.autopilot_after_misses is null or s.autopilot_after_misses > misses + 1)
  );
end;
$$;

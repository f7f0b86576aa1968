-- Writes how a draft is played, as src/draft checked it: the only insert into draft_settings and the only update but for roster limits.
-- A draft that has rules of time while it runs counts as one that has them to its end.
create or replace function app_private.write_settings(draft uuid, settings jsonb)
returns app_public.draft_settings
language plpgsql
volatile
as $$
declare
  quiet_hours constant jsonb := nullif(settings -> 'quietHours', 'null');
  written app_public.draft_settings;
begin
  insert into app_public.draft_settings as s (
    draft_id, pick_order, rounds, seconds_per_pick, seconds_per_pick_by_round, roster_slots, traded_picks,
    keepers, forfeits, bank_seconds, increment_seconds, grace_seconds, autopilot_seconds, quiet_hours, quiet, at_zero,
    autopilot_after_misses, resume, pause_before_picks, pause_at, strategy, strategy_options, position_maximums
  )
  values (
    draft, settings -> 'order', (settings ->> 'rounds')::integer, (settings ->> 'secondsPerPick')::double precision,
    settings -> 'secondsPerPickByRound', settings -> 'rosterSlots', settings -> 'tradedPicks',
    coalesce(nullif(settings -> 'keepers', 'null'), '[]'), coalesce(nullif(settings -> 'forfeits', 'null'), '[]'),
    coalesce((settings ->> 'bankSeconds')::double precision, 0),
    coalesce((settings ->> 'incrementSeconds')::double precision, 0),
    coalesce((settings ->> 'graceSeconds')::double precision, 0),
    coalesce((settings ->> 'autopilotSeconds')::double precision, 0),
    quiet_hours, app_private.plain_quiet_hours(quiet_hours),
    coalesce((settings ->> 'atZero')::app_public.rule_at_zero, 'AUTO_PICK'),
    (settings ->> 'autopilotAfterMisses')::integer,
    coalesce((settings ->> 'resume')::app_public.resume_rule, 'CONTINUE'),
    array(select distinct p::integer from jsonb_array_elements_text(nullif(settings -> 'pauseBeforePicks', 'null')) as p order by 1),
    array(select distinct p::timestamptz from jsonb_array_elements_text(nullif(settings -> 'pauseAt', 'null')) as p order by 1),
    coalesce(settings ->> 'strategy', 'standard'), coalesce(nullif(settings -> 'strategyOptions', 'null'), '{}'),
    coalesce(nullif(settings -> 'positionMaximums', 'null'), '{}')
  )
  on conflict (draft_id) do update
  set pick_order = excluded.pick_order, rounds = excluded.rounds, seconds_per_pick = excluded.seconds_per_pick,
      seconds_per_pick_by_round = excluded.seconds_per_pick_by_round, roster_slots = excluded.roster_slots,
      traded_picks = excluded.traded_picks, keepers = excluded.keepers,
      forfeits = excluded.forfeits, bank_seconds = excluded.bank_seconds,
      increment_seconds = excluded.increment_seconds, grace_seconds = excluded.grace_seconds,
      autopilot_seconds = excluded.autopilot_seconds, quiet_hours = excluded.quiet_hours, quiet = excluded.quiet,
      at_zero = excluded.at_zero, autopilot_after_misses = excluded.autopilot_after_misses, resume = excluded.resume,
      pause_before_picks = excluded.pause_before_picks, pause_at = excluded.pause_at, strategy = excluded.strategy,
      strategy_options = excluded.strategy_options, position_maximums = excluded.position_maximums
  returning s.* into written;
  update app_public.draft_settings s
  set has_time_rules = (
    s.has_time_rules and exists (select from app_public.drafts d where d.id = draft and d.state <> 'SCHEDULED')
  )
  where s.draft_id = draft
  returning s.* into written;
  update app_public.draft_settings s set has_time_rules = not app_private.is_plain(s)
  where s.draft_id = draft
  returning s.* into written;
  update app_public.draft_slots seat set has_time_rules = written.has_time_rules
  where seat.draft_id = draft and seat.has_time_rules <> written.has_time_rules;
  return written;
end;
$$;

-- Settings of a draft by the names that they are given under, as an event tells of them. None of them is private.
create or replace function app_private.settings_told(s app_public.draft_settings)
returns jsonb
language sql
immutable
as $$
  select jsonb_build_object(
    'order', s.pick_order, 'rounds', s.rounds, 'secondsPerPick', s.seconds_per_pick,
    'secondsPerPickByRound', s.seconds_per_pick_by_round, 'rosterSlots', s.roster_slots, 'tradedPicks', s.traded_picks,
    'bankSeconds', s.bank_seconds, 'incrementSeconds', s.increment_seconds, 'graceSeconds', s.grace_seconds,
    'autopilotSeconds', s.autopilot_seconds, 'quietHours', s.quiet_hours, 'atZero', s.at_zero,
    'autopilotAfterMisses', s.autopilot_after_misses, 'resume', s.resume,
    'pauseBeforePicks', s.pause_before_picks, 'pauseAt', s.pause_at,
    'strategy', s.strategy, 'strategyOptions', s.strategy_options,
    'positionMaximums', s.position_maximums
  );
$$;

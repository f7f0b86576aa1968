-- Whether a draft has the pick clock alone, and no rules of time: all its settings of time are at their defaults. What is read and written
-- for such a draft at a pick is the next instant and nothing more. Where settings change while a draft runs, has_time_rules remembers that
-- it had some.
create or replace function app_private.is_plain(settings app_public.draft_settings)
returns boolean
language sql
immutable
as $$
  select not settings.has_time_rules and settings.bank_seconds = 0 and settings.increment_seconds = 0 and settings.grace_seconds = 0
    and settings.autopilot_seconds = 0 and settings.quiet is null and settings.at_zero = 'AUTO_PICK'
    and settings.autopilot_after_misses is null and settings.resume = 'CONTINUE'
    and cardinality(settings.pause_before_picks) = 0 and cardinality(settings.pause_at) = 0;
$$;

-- What the rules of time tell: a cell that was passed over, a clock that ran out and picks nobody, time that a commissioner gives or takes,
-- a clock that begins anew, settings that hold from now on.
alter type app_public.draft_event_kind add value 'SKIPPED';
alter type app_public.draft_event_kind add value 'CLOCK_RAN_OUT';
alter type app_public.draft_event_kind add value 'TIME_ADDED';
alter type app_public.draft_event_kind add value 'CLOCK_RESET';
alter type app_public.draft_event_kind add value 'SETTINGS_CHANGED';

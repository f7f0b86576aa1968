-- What a commissioner mends while a draft runs: rolled back, corrected, swapped, traded, picked for by the service now; and the note that may
-- be given with each deed.

alter type app_public.draft_event_kind add value 'ROLLED_BACK';
alter type app_public.draft_event_kind add value 'PICK_CORRECTED';
alter type app_public.draft_event_kind add value 'PICKS_SWAPPED';
alter type app_public.draft_event_kind add value 'PICKS_TRADED';
alter type app_public.pick_source add value 'FORCED';

-- What a rollback undoes.
create type app_private.rollback as (
  -- The pick that is on the clock after it.
  to_pick integer,
  -- The cells that are open again, in order.
  cells integer[],
  -- A cell that was skipped before it was picked is skipped again, and nothing else is undone.
  keeps_skip boolean,
  -- Another cell stays on the clock, with the time it has left.
  keeps_clock boolean,
  -- Banks and misses are those after the event of that number; null where they stay.
  as_of integer
);

-- Replaced by functions with more arguments.
drop function if exists app_private.take_off_clock(
  uuid, app_public.draft_state, integer, timestamptz, interval, integer, text, boolean
);
drop function if exists app_private.stop_clock(app_public.drafts, timestamptz, text, integer, text, timestamptz);
drop function if exists app_private.pause_draft(uuid, app_private.actor);
drop function if exists app_private.resume_draft(uuid, app_private.actor);
drop function if exists app_private.cancel_draft(uuid, app_private.actor);
drop function if exists app_private.add_time(uuid, double precision, integer, app_private.actor);
drop function if exists app_private.reset_clock(uuid, integer, app_private.actor);
drop function if exists app_private.skip_pick(uuid, integer, app_private.actor);

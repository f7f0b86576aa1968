-- One way to the next cell, to a deadline and to an event.

-- The lowest open cell of a board, without a walk over the cells that are made.
create index picks_open on app_public.picks (draft_id, pick_number) where player_id is null;

-- Replaced: append_events, clock_for, put_on_clock and take_off_clock. write_picks answers what it wrote.
drop function if exists app_private.append_event(uuid, integer, timestamptz, app_public.draft_event_kind, jsonb);
drop function if exists app_private.clock_end(timestamptz, double precision, boolean);
drop function if exists app_private.write_pick(app_private.judged_pick, timestamptz);
drop function if exists app_private.write_picks(app_private.judged_pick[], timestamptz);
drop function if exists app_private.give_time_back(app_private.judged_pick[], timestamptz);

-- Picks of several outcomes are written in several statements and answered in the order they were asked for.
alter type app_private.judged_pick add attribute place integer;

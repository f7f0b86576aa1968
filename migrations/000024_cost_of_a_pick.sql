-- What every pick writes and checks.

-- One index where two were written for each pick: nobody is drafted twice, and whom a draft or a team of it has.
alter table app_public.picks drop constraint picks_player_drafted_once;
drop index app_public.picks_made_by_team;
create unique index picks_player_drafted_once on app_public.picks (draft_id, player_id) include (team_id)
  where player_id is not null;

-- PostgreSQL reads the text of each check anew in every statement: a dozen took longer than all else that an update of a draft does.
-- Now a function looks at the row, and names the broken rule as the checks were named. The bodies live in functions/.
create function app_private.drafts_are_consistent(draft app_public.drafts) returns boolean
  language plpgsql immutable as 'begin return true; end';
alter table app_public.drafts
  drop constraint drafts_run_a_clock_or_wait_exactly_while_in_progress,
  drop constraint drafts_have_no_deadline_in_overtime,
  drop constraint drafts_keep_the_order_of_their_instants,
  drop constraint drafts_tell_both_instants_or_none,
  drop constraint drafts_keep_the_time_left_exactly_while_paused,
  drop constraint drafts_are_on_a_pick_exactly_while_open,
  drop constraint drafts_have_an_alarm_only_while_in_progress,
  drop constraint drafts_retry_only_while_in_progress,
  drop constraint drafts_have_a_last_error_exactly_after_a_failed_attempt,
  drop constraint drafts_are_opened_when_they_left_the_schedule,
  drop constraint drafts_count_from_0,
  drop constraint drafts_keep_no_negative_time,
  add constraint drafts_are_consistent check (app_private.drafts_are_consistent(drafts));
create function app_private.picks_are_consistent(cell app_public.picks) returns boolean
  language plpgsql immutable as 'begin return true; end';
alter table app_public.picks
  drop constraint picks_number_from_1,
  drop constraint picks_have_a_source_and_a_time_exactly_when_made,
  drop constraint picks_have_a_sane_clock,
  add constraint picks_are_consistent check (app_private.picks_are_consistent(picks));

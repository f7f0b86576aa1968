-- Takes a locked draft off the clock, in whatever state it is from then on: no deadline, no alarm, nothing to try again. A paused
-- draft keeps its cell and the time left; one that is over has neither. attempts, error: what a draft that is paused since it
-- failed keeps for whoever looks at it. timed_out: whether the clock made the last pick. cell, bank: where another cell is on the clock of a
-- paused draft from then on, and the bank of its team, null in a plain draft.
create or replace function app_private.take_off_clock(
  draft uuid,
  to_state app_public.draft_state,
  version integer,
  at timestamptz,
  time_left interval default null,
  attempts integer default 0,
  error text default null,
  timed_out boolean default false,
  cell integer default null,
  bank double precision default null
)
returns void
language plpgsql
volatile
as $$
begin
  perform app_private.disarm(draft);
  update app_public.drafts d
  set state = to_state, current_pick = case when to_state = 'PAUSED' then coalesce(cell, d.current_pick) end,
      next_deadline = null, clock_ends_at = null, deadline = null, overtime_since = null, next_pause_at = null,
      remaining = time_left,
      bank_before = case when to_state = 'PAUSED' then case when cell is null then d.bank_before else bank end end,
      version = take_off_clock.version, job_id = null,
      -- A draft that is reopened is not put away any more.
      archived_at = case when to_state <> 'PAUSED' then d.archived_at end,
      ended_at = case when to_state <> 'PAUSED' then take_off_clock.at end,
      last_timeout_at = case when timed_out then take_off_clock.at else d.last_timeout_at end,
      timeout_count = d.timeout_count + timed_out::integer,
      attempt_count = attempts, last_error = error, retry_at = null
  where d.id = draft;
end;
$$;

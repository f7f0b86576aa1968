-- Rolls a draft back to a pick, or where to_pick is null undoes its last pick (see plan_rollback): it is paused then, also where it was
-- completed, with a full pick clock for that pick; banks and misses are as they were when that pick came on the clock. With a draft that was
-- completed its league comes back, where that was put away. seen_version: what it was decided on. The same request again is answered as it is.
-- Answers the draft's version.
create or replace function app_private.roll_back(
  draft uuid,
  to_pick integer,
  seen_version integer,
  actor app_private.actor,
  note text default null
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  held app_public.drafts := app_private.require_draft(draft, actor);
  is_locked boolean := false;
  plan app_private.rollback;
  at timestamptz;
  facts jsonb;
begin
  perform app_private.require_commissioner(actor, held.league_id);
  loop
    if held.version <> seen_version then
      if app_private.was_rolled_back(draft, seen_version, to_pick) then
        return held.version;
      end if;
      perform app_private.refuse('STALE_VERSION', jsonb_build_object('version', held.version, 'seen', seen_version));
    end if;
    if held.state <> 'PAUSED' then
      perform app_private.require_transition(held.state, 'PAUSED');
    end if;
    exit when is_locked;
    held := app_private.lock_draft(draft);
    is_locked := true;
  end loop;
  at := clock_timestamp();
  -- Not before the lock: of a board that changes meanwhile it would refuse what is not true.
  plan := app_private.plan_rollback(held, to_pick);
  facts := app_private.noted(
    jsonb_build_object(
      'toPick', plan.to_pick, 'cause', case when to_pick is null then 'UNDO' else 'ROLL_BACK' end,
      'undone', app_private.told_undone(draft, plan)
    ), note
  );
  perform app_private.empty_cells(draft, plan.cells, unskip => not plan.keeps_skip);
  facts := facts || app_private.stop_rolled_back(held, plan, at);
  perform app_private.append_events(array[draft], array[held.version + 1], at, 'ROLLED_BACK', array[facts]);
  perform app_private.audit(
    actor, 'DRAFT_ROLLED_BACK', held.league_id, draft, null, facts - array['teamTimes', 'remainingSeconds']
  );
  if held.ended_at is not null then
    perform app_private.bring_league_back(held.league_id, actor);
  end if;
  return held.version + 1;
end;
$$;

-- A pick that a person asks for: judged before the draft is locked, so that what is refused locks nothing, and written under the lock. What
-- apply_picks is for the clock. note: what somebody who runs the league says to it.
--
-- A draft that was paused since no free player fits goes on with the pick that ends it: resumed and picked for in one
-- transaction, so that its clock cannot find the same again in between.
create or replace function app_private.apply_pick(
  draft uuid,
  pick_number integer,
  player integer,
  waive_roster boolean,
  note text,
  actor app_private.actor
)
returns setof app_private.judged_pick
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
-- As in apply_picks.
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set enable_bitmapscan = off
set enable_material = off
set enable_sort = off
set enable_memoize = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  judged app_private.judged_pick := app_private.judge_manual(draft, pick_number, player, waive_roster, actor, clock_timestamp());
  locked_version integer;
  state app_public.draft_state;
  league uuid;
  at timestamptz;
begin
  if judged.outcome <> 'picked' then
    return next judged;
    return;
  end if;
  select d.version, d.state, d.league_id into locked_version, state, league
  from app_public.drafts d where d.id = draft for no key update;
  at := clock_timestamp();
  if locked_version = judged.version - 1 and at <= judged.deadline and judged.has_time_rules is not true then
    -- Nothing happened in between but time: the verdict holds.
    judged.picked_at := at;
  else
    judged := app_private.judge_manual(draft, pick_number, player, waive_roster, actor, at);
    if judged.outcome = 'picked' and state = 'PAUSED' then
      perform app_private.resume_draft(draft, actor);
      at := clock_timestamp();
      judged := app_private.judge_manual(draft, pick_number, player, waive_roster, actor, at);
    end if;
    if judged.outcome <> 'picked' then
      return next judged;
      return;
    end if;
  end if;
  if note is not null then
    perform app_private.require_commissioner(actor, league);
    judged.settled := app_private.noted('{}', note);
  end if;
  if judged.makes_up then
    judged := app_private.write_made_up(judged, at);
  else
    judged := app_private.write_pick(judged, at);
  end if;
  if judged.source = 'COMMISSIONER' or judged.roster_waived then
    perform app_private.audit(
      actor, 'PICK_MADE', league, draft, judged.team_id,
      jsonb_build_object('pickNumber', pick_number, 'playerId', player, 'rosterWaived', judged.roster_waived)
    );
  end if;
  return next judged;
end;
$$;

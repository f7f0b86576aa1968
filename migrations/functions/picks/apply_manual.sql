-- A pick that a person asks for: judged before the draft is locked, so that what is refused locks nothing, and written
-- under the lock. Called by apply_picks only.
--
-- A draft that was paused since no free player fits goes on with the pick that ends it: resumed and picked for in one
-- transaction, so that its clock cannot find the same again in between.
create or replace function app_private.apply_manual(request jsonb)
returns app_private.judged_pick
language plpgsql
volatile
as $$
declare
  judged app_private.judged_pick := app_private.judge_pick(request, clock_timestamp());
  asks constant app_private.actor := row(request ->> 'actorKind', (request ->> 'userId')::uuid)::app_private.actor;
  locked record;
  at timestamptz;
begin
  if judged.outcome <> 'picked' then
    return judged;
  end if;
  select d.version, d.state, d.league_id into locked from app_public.drafts d where d.id = judged.draft_id for no key update;
  at := clock_timestamp();
  if locked.version = judged.version - 1 and at <= judged.deadline and judged.has_time_rules is not true then
    -- Nothing happened in between but time: the verdict holds.
    judged.picked_at := at;
  else
    judged := app_private.judge_pick(request, at);
    if judged.outcome = 'picked' and locked.state = 'PAUSED' then
      perform app_private.resume_draft(judged.draft_id, asks);
      at := clock_timestamp();
      judged := app_private.judge_pick(request, at);
    end if;
  end if;
  if judged.outcome = 'picked' then
    if request ->> 'note' is not null then
      perform app_private.require_commissioner(asks, locked.league_id);
      judged.settled := app_private.noted('{}', request ->> 'note');
    end if;
    if judged.makes_up then
      judged := app_private.write_made_up(judged, at);
    else
      judged := app_private.write_pick(judged, at);
    end if;
    if judged.source = 'COMMISSIONER' or judged.roster_waived then
      perform app_private.audit(
        asks, 'PICK_MADE', locked.league_id, judged.draft_id, judged.team_id,
        jsonb_build_object(
          'pickNumber', judged.pick_number, 'playerId', judged.player_id, 'rosterWaived', judged.roster_waived
        )
      );
    end if;
  end if;
  return judged;
end;
$$;

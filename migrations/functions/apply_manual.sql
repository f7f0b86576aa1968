-- A pick that a person asks for: judged before the draft is locked, so that what is refused locks nothing, and written
-- under the lock. Called by apply_picks only.
create or replace function app_private.apply_manual(request jsonb)
returns app_private.judged_pick
language plpgsql
as $$
declare
  judged app_private.judged_pick := app_private.judge_pick(request, clock_timestamp());
  locked_version integer;
  at timestamptz;
begin
  if judged.outcome <> 'picked' then
    return judged;
  end if;
  select d.version into locked_version from app_public.drafts d where d.id = judged.draft_id for no key update;
  at := clock_timestamp();
  if locked_version = judged.version - 1 and at <= judged.deadline then
    -- Nothing happened in between but time: the verdict holds, and the next clock starts that much later.
    judged.next_deadline := judged.next_deadline + (at - judged.picked_at);
    judged.picked_at := at;
  else
    judged := app_private.judge_pick(request, at);
  end if;
  if judged.outcome = 'picked' then
    perform app_private.write_pick(judged, at);
    if judged.source = 'COMMISSIONER' then
      perform app_private.audit(
        row(request ->> 'actorKind', (request ->> 'userId')::uuid)::app_private.actor, 'PICK_MADE',
        (select d.league_id from app_public.drafts d where d.id = judged.draft_id), judged.draft_id, judged.team_id,
        jsonb_build_object('pickNumber', judged.pick_number, 'playerId', judged.player_id)
      );
    end if;
  end if;
  return judged;
end;
$$;

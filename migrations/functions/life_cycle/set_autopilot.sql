-- Switches a team's autopilot for its manager or who runs the league (see switch_autopilot). Answers the draft's version.
create or replace function app_private.set_autopilot(
  draft uuid,
  team uuid,
  switched_on boolean,
  actor app_private.actor
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  changing app_public.drafts := app_private.require_draft(draft, actor);
  is_manager boolean;
  version integer;
begin
  perform app_private.require_seat(changing, team, actor, for_commissioner => true);
  changing := app_private.lock_draft(draft);
  -- Again: the draft may have ended meanwhile, or the team have changed hands.
  perform app_private.require_seat(changing, team, actor, for_commissioner => true);
  if exists (
    select from app_public.draft_slots seat
    where seat.draft_id = draft and seat.team_id = team and seat.autopilot = switched_on
  ) then
    return changing.version;
  end if;
  is_manager := exists (
    select from app_public.teams t where t.id = team and t.manager_id = (actor).user_id
  );
  version := app_private.switch_autopilot(
    changing, team, switched_on, case when is_manager then 'MANAGER' else 'COMMISSIONER' end, clock_timestamp()
  );
  if not is_manager then
    perform app_private.audit(
      actor, 'AUTOPILOT_SET', changing.league_id, draft, team, jsonb_build_object('autopilot', switched_on)
    );
  end if;
  return version;
end;
$$;

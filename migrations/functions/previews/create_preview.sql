-- Creates a preview of the actor, a draft that is about to be opened: in the hidden league of the actor's previews, which is made where there
-- is none yet. team_names: those of all teams in draft order, by which the league's teams are found or made; the one of the seat is drafted for by the
-- actor, and all others are bots on autopilot. thinking: seconds by pick number, null for none. Answers the
-- draft's id, and its version.
create or replace function app_private.create_preview(
  pool uuid,
  settings jsonb,
  team_names text[],
  seat integer,
  speed double precision,
  seed integer,
  thinking double precision[],
  actor app_private.actor
)
returns table (draft_id uuid, version integer)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  kept_for constant interval := '24 hours';
  at constant timestamptz := clock_timestamp();
  service constant app_private.actor := row('CLOCK', null);
  league uuid;
  teams uuid[];
  draft uuid;
begin
  perform app_private.require_new_preview(pool, actor);
  league := app_private.preview_league((actor).user_id);
  teams := app_private.preview_teams(league, team_names, seat, (actor).user_id);
  draft := app_private.create_draft(league, pool, teams, settings, null, 'PUBLIC', service);
  insert into app_public.previews (draft_id, seed, speed, seat, thinking_seconds, expires_at)
  values (
    draft, create_preview.seed, create_preview.speed, create_preview.seat, create_preview.thinking, at + kept_for
  );
  -- Where bots think, a deadline needs more than the pick clock.
  if thinking is not null then
    update app_public.draft_settings s set has_time_rules = true where s.draft_id = draft;
  end if;
  update app_public.draft_slots s set has_time_rules = true
  where s.draft_id = draft and thinking is not null and not s.has_time_rules;
  insert into app_public.team_strategies (draft_id, team_id, strategy, set_at)
  select draft, s.team_id, 'bot', at
  from app_public.draft_slots s
  where s.draft_id = draft and s.slot is distinct from create_preview.seat;
  -- By its events, as for every draft: whoever folds them knows the bots.
  perform app_private.set_autopilot(draft, s.team_id, true, service)
  from app_public.draft_slots s
  where s.draft_id = draft and s.slot is distinct from create_preview.seat
  order by s.slot;
  return query select d.id, d.version from app_public.drafts d where d.id = draft;
end;
$$;

-- Has the service make the pick on the clock now, for somebody who runs the league: a strategy chose the player, on the draft and the queue as
-- they were at those versions; otherwise the choice is stale. player null: nobody was chosen, since something stands against it, which is
-- refused here. The same request again is answered as it is. The pick is nobody's miss, and earns nothing.
-- private_reason: what only the team may read of why; null: nothing.
create or replace function app_private.force_pick(
  draft uuid,
  pick_number integer,
  player integer,
  seen_version integer,
  queue_version integer,
  strategy text,
  reason text,
  private_reason text,
  actor app_private.actor,
  note text default null
)
returns table (version integer, team_id uuid, next_deadline timestamptz, repeated boolean)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  held app_public.drafts := app_private.require_draft(draft, actor);
  at timestamptz;
  cell app_public.picks;
  seat app_public.draft_slots;
  judged app_private.judged_pick;
begin
  perform app_private.require_commissioner(actor, held.league_id);
  held := app_private.lock_draft(draft);
  at := clock_timestamp();
  select * into cell from app_public.picks c where c.draft_id = draft and c.pick_number = force_pick.pick_number;
  if cell.source = 'FORCED' then
    return query select held.version, cell.team_id, held.due_at, true;
    return;
  end if;
  perform app_private.require_forceable(held, cell, force_pick.pick_number, at);
  select * into strict seat from app_public.draft_slots s where s.draft_id = draft and s.team_id = cell.team_id;
  if player is null or held.version <> seen_version or seat.queue_version <> force_pick.queue_version then
    perform app_private.refuse('STALE_VERSION', jsonb_build_object('version', held.version, 'seen', seen_version));
  end if;
  judged.draft_id := draft;
  judged.outcome := 'picked';
  judged.pick_number := cell.pick_number;
  judged.round := cell.round;
  judged.slot := cell.slot;
  judged.team_id := cell.team_id;
  judged.player_id := player;
  judged.source := 'FORCED';
  judged.strategy := force_pick.strategy;
  judged.reason := force_pick.reason;
  judged.version := held.version + 1;
  judged.job_id := held.job_id;
  judged.has_time_rules := seat.has_time_rules;
  judged.settled := app_private.noted('{}', note);
  perform app_private.require_free_and_fitting(held, cell, player);
  judged := app_private.write_pick(judged, at);
  perform app_private.keep_reasons(array[draft], array[cell.pick_number], array[cell.team_id], array[private_reason], at);
  perform app_private.audit(
    actor, 'PICK_FORCED', held.league_id, draft, cell.team_id,
    app_private.noted(jsonb_build_object('pickNumber', cell.pick_number, 'playerId', player), note)
  );
  return query select judged.version, judged.team_id, judged.next_deadline, false;
end;
$$;

-- Replaces a team's wish list. players: ids in the order of the wish.
create or replace function app_private.set_queue(
  draft uuid,
  team uuid,
  players integer[],
  actor app_private.actor
)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  pool uuid;
  offender integer;
begin
  if (actor).kind = 'USER' and (actor).user_id is null then
    perform app_private.refuse('NOT_SIGNED_IN');
  end if;
  select d.pool_id into pool from app_public.drafts d where d.id = draft;
  if not found then
    perform app_private.refuse('DRAFT_NOT_FOUND', jsonb_build_object('draftId', draft));
  end if;
  if not exists (select from app_public.draft_slots seat where seat.draft_id = draft and seat.team_id = team) then
    perform app_private.refuse('TEAM_NOT_FOUND', jsonb_build_object('teamId', team));
  end if;
  -- A wish list is private: not even the commissioner writes it.
  if not exists (select from app_public.teams t where t.id = team and t.manager_id = (actor).user_id) then
    perform app_private.refuse('NOT_YOUR_TEAM', jsonb_build_object('teamId', team));
  end if;
  select listed.player into offender from unnest(players) as listed (player) group by 1 having count(*) > 1;
  if found then
    perform app_private.refuse('PLAYER_LISTED_TWICE', jsonb_build_object('playerId', offender));
  end if;
  select listed.player into offender from unnest(players) as listed (player)
  where not exists (select from app_public.players p where p.id = listed.player and p.pool_id = pool);
  if found then
    perform app_private.refuse('PLAYER_NOT_IN_POOL', jsonb_build_object('playerId', offender));
  end if;
  select made.player_id into offender from app_public.picks made
  where made.draft_id = draft and made.player_id = any (players) limit 1;
  if found then
    perform app_private.refuse('PLAYER_TAKEN', jsonb_build_object('playerId', offender));
  end if;

  -- Two lists sent at once are kept one after the other; the lock is the team's seat, so no clock waits.
  update app_public.draft_slots seat set queue_version = seat.queue_version + 1
  where seat.draft_id = draft and seat.team_id = team;
  delete from app_public.queue_entries q where q.draft_id = draft and q.team_id = team;
  insert into app_public.queue_entries (draft_id, team_id, place, player_id)
  select draft, team, listed.place, listed.player from unnest(players) with ordinality as listed (player, place);
end;
$$;

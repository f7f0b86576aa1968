-- Puts another player into a made cell; later picks stay, and the clock runs on. The same request again is answered as it is. seen_version:
-- see require_unchanged_cells. Answers the draft's version.
create or replace function app_private.correct_pick(
  draft uuid,
  pick_number integer,
  player integer,
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
  held constant app_public.drafts := app_private.lock_board(draft, actor);
  at constant timestamptz := clock_timestamp();
  next_version constant integer := held.version + 1;
  cell constant app_public.picks := app_private.require_made_cell(draft, pick_number);
  taken_with integer;
begin
  if cell.player_id = player then
    return held.version;
  end if;
  perform app_private.require_unchanged_cells(held, seen_version, array[cell.pick_number]);
  if not exists (select from app_public.players p where p.id = player and p.pool_id = held.pool_id) then
    perform app_private.refuse('PLAYER_NOT_IN_POOL', jsonb_build_object('playerId', player));
  end if;
  select c.pick_number into taken_with from app_public.picks c where c.draft_id = draft and c.player_id = player;
  if found then
    perform app_private.refuse('PLAYER_TAKEN', jsonb_build_object('playerId', player, 'pickNumber', taken_with));
  end if;
  perform app_private.empty_cells(draft, array[cell.pick_number], unskip => false);
  perform app_private.refill_cell(cell, player, actor);
  update app_public.drafts d set version = next_version where d.id = draft;
  perform app_private.append_events(
    array[draft], array[next_version], at, 'PICK_CORRECTED',
    array[app_private.noted(
      jsonb_build_object(
        'pickNumber', cell.pick_number, 'teamId', cell.team_id, 'playerId', player, 'formerPlayerId', cell.player_id,
        'nextDeadline', coalesce(held.deadline, held.next_deadline)
      ), note
    )]
  );
  perform app_private.audit(
    actor, 'PICK_CORRECTED', held.league_id, draft, cell.team_id,
    app_private.noted(
      jsonb_build_object('pickNumber', cell.pick_number, 'playerId', player, 'formerPlayerId', cell.player_id), note
    )
  );
  perform app_private.tell_again(held);
  return next_version;
end;
$$;

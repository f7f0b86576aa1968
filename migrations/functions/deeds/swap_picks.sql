-- Has two made cells swap their players; later picks stay, and the clock runs on. seen_version: see require_unchanged_cells; it must be named,
-- since the same request again would swap them back: that one is answered as it is. Answers the draft's version.
create or replace function app_private.swap_picks(
  draft uuid,
  pick_number integer,
  other_pick_number integer,
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
  one constant app_public.picks := app_private.require_made_cell(draft, pick_number);
  other constant app_public.picks := app_private.require_made_cell(draft, other_pick_number);
  facts jsonb;
begin
  if exists (
    select from app_public.draft_events e
    where e.draft_id = draft and e.version > seen_version and e.kind = 'PICKS_SWAPPED'
      and (e.data ->> 'pickNumber')::integer = one.pick_number
      and (e.data ->> 'otherPickNumber')::integer = other.pick_number
      and (e.data ->> 'playerId')::integer = one.player_id
      and (e.data ->> 'otherPlayerId')::integer = other.player_id
  ) then
    return held.version;
  end if;
  perform app_private.require_unchanged_cells(held, seen_version, array[one.pick_number, other.pick_number]);
  if one.pick_number = other.pick_number then
    return held.version;
  end if;
  perform app_private.empty_cells(draft, array[one.pick_number, other.pick_number], unskip => false);
  perform app_private.refill_cell(one, other.player_id, actor);
  perform app_private.refill_cell(other, one.player_id, actor);
  update app_public.drafts d set version = next_version where d.id = draft;
  facts := app_private.noted(
    jsonb_build_object(
      'pickNumber', one.pick_number, 'otherPickNumber', other.pick_number,
      'playerId', other.player_id, 'otherPlayerId', one.player_id
    ), note
  );
  perform app_private.append_events(
    array[draft], array[next_version], at, 'PICKS_SWAPPED',
    array[facts || jsonb_build_object('nextDeadline', coalesce(held.deadline, held.next_deadline))]
  );
  perform app_private.audit(actor, 'PICKS_SWAPPED', held.league_id, draft, one.team_id, facts);
  perform app_private.tell_again(held);
  return next_version;
end;
$$;

-- Goes on with the time that was left. Answers the draft's new version.
create or replace function app_private.resume_draft(draft uuid, actor app_private.actor)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  waiting app_public.drafts := app_private.begin_change(
    draft, actor, array['PAUSED']::app_public.draft_state[], 'IN_PROGRESS'
  );
  at constant timestamptz := clock_timestamp();
  cell app_public.picks;
  deadline timestamptz;
begin
  if waiting.state = 'IN_PROGRESS' then
    return waiting.version;
  end if;
  select * into strict cell from app_private.next_open_cell(draft);
  select clock.deadline into strict deadline
  from app_private.clock_for(cell, at, extract(epoch from waiting.remaining)) as clock;
  perform app_private.put_on_clock(
    array[draft], array[waiting.version + 1], array[cell.pick_number], array[deadline], array[null::bigint],
    array[false], at
  );
  perform app_private.append_events(
    array[draft], array[waiting.version + 1], at, 'RESUMED',
    array[jsonb_build_object('pickNumber', cell.pick_number, 'teamId', cell.team_id)], array[deadline]
  );
  perform app_private.audit(actor, 'DRAFT_RESUMED', waiting.league_id, draft);
  return waiting.version + 1;
end;
$$;

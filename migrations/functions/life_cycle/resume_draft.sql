-- Goes on with the time that was left, or with a pick clock that begins anew where the settings say RESET: the bank is then what it was
-- when the pick came on the clock. Answers the draft's new version.
create or replace function app_private.resume_draft(draft uuid, actor app_private.actor, note text default null)
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
  rule app_public.resume_rule;
  clock record;
  bank_left double precision;
begin
  if waiting.state = 'IN_PROGRESS' then
    return waiting.version;
  end if;
  select * into strict cell from app_private.next_open_cell(draft);
  -- A plain draft has no rule and no bank.
  if waiting.bank_before is not null then
    select s.resume into strict rule from app_private.settings_for(draft, cell.pick_number) as s;
    update app_public.draft_slots seat
    set bank_seconds = case when rule = 'RESET' then waiting.bank_before else seat.bank_seconds end
    where seat.draft_id = draft and seat.team_id = cell.team_id
    returning seat.bank_seconds into strict bank_left;
  end if;
  perform app_private.plan_pause(draft, at);
  select c.next_deadline, c.rules into strict clock
  from app_private.clock_for(
    cell, at, case when rule = 'RESET' then null else extract(epoch from waiting.remaining) end
  ) as c;
  perform app_private.put_on_clock(
    array[draft], array[waiting.version + 1], array[cell.pick_number], array[clock.next_deadline],
    array[null::bigint], array[false], at, array[clock.rules]
  );
  perform app_private.append_events(
    array[draft], array[waiting.version + 1], at, 'RESUMED',
    array[app_private.noted(
      jsonb_build_object('pickNumber', cell.pick_number, 'teamId', cell.team_id)
        || case when bank_left is null then '{}' else jsonb_build_object('bankSeconds', bank_left) end,
      note
    )],
    array[clock.next_deadline], array[clock.rules]
  );
  perform app_private.audit(actor, 'DRAFT_RESUMED', waiting.league_id, draft, facts => app_private.noted('{}', note));
  return waiting.version + 1;
end;
$$;

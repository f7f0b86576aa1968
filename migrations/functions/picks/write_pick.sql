-- Carries out a pick that was judged to hold at that time: pick, clock, alarm and event together. The draft is locked
-- by the caller.
create or replace function app_private.write_pick(judged app_private.judged_pick, at timestamptz)
returns void
language plpgsql
volatile
as $$
declare
  is_timeout constant boolean := judged.source = 'AUTO';
  alarm bigint;
begin
  update app_public.picks cell
  set player_id = judged.player_id, source = judged.source, strategy = judged.strategy, reason = judged.reason,
      picked_by = judged.picked_by, picked_at = at
  where cell.draft_id = judged.draft_id and cell.pick_number = judged.pick_number;

  insert into app_public.draft_events (draft_id, version, at, kind, data)
  values (judged.draft_id, judged.version, at, 'PICKED', app_private.picked_data(judged));

  if judged.next_pick is null then
    perform app_private.complete_draft(judged.draft_id, at, judged.version + 1, judged.source);
    return;
  end if;
  alarm := app_private.arm(judged.draft_id, judged.job_id, judged.next_deadline);
  update app_public.drafts d
  set current_pick = judged.next_pick, next_deadline = judged.next_deadline, version = judged.version,
      job_id = alarm,
      last_timeout_at = case when is_timeout then at else d.last_timeout_at end,
      timeout_count = d.timeout_count + is_timeout::integer,
      attempt_count = 0, last_error = null, retry_at = null
  where d.id = judged.draft_id;
end;
$$;

-- Keeps what only the team may read of why the service picked, element i of each list belongs together; null: there is nothing of the
-- kind. Of a team that nobody manages nothing is kept, since nobody could read it. The drafts are locked by the caller, in whose
-- statement the cells were filled at that time.
create or replace function app_private.keep_reasons(
  drafts uuid[],
  pick_numbers integer[],
  teams uuid[],
  reasons text[],
  at timestamptz
)
returns void
language plpgsql
volatile
as $$
begin
  insert into app_public.pick_reasons as kept (draft_id, pick_number, picked_at, team_id, manager_id, reason)
  select w.draft, w.pick, keep_reasons.at, w.team, team.manager_id, w.reason
  from unnest(drafts, pick_numbers, teams, reasons) as w (draft, pick, team, reason)
  join app_public.teams team on team.id = w.team and team.manager_id is not null
  where w.reason is not null
  -- A cell that was emptied is filled again.
  on conflict (draft_id, pick_number) do update
  set picked_at = excluded.picked_at, team_id = excluded.team_id, manager_id = excluded.manager_id,
      reason = excluded.reason;
end;
$$;

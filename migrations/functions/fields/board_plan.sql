-- What the board of a draft that has not opened is laid out from, for src/draft; null once it has opened.
create or replace function app_public.board_plan(draft app_public.drafts)
returns jsonb
language sql
stable
as $$
  select jsonb_build_object(
    'teams', (select count(*) from app_public.draft_slots seat where seat.draft_id = draft.id),
    'order', s.pick_order, 'rounds', s.rounds, 'secondsPerPick', s.seconds_per_pick,
    'secondsPerPickByRound', s.seconds_per_pick_by_round, 'tradedPicks', s.traded_picks,
    'keepers', s.keepers, 'forfeits', s.forfeits
  )
  from app_public.draft_settings s
  where draft.state = 'SCHEDULED' and s.draft_id = draft.id;
$$;
comment on function app_public.board_plan(app_public.drafts) is
  E'@behavior -*\nWhat the board of a draft that has not opened is laid out from.';

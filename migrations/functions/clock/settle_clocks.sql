-- What settle_clock does for one, for several drafts with rules of time at once. Element i of each list belongs together; no draft is among
-- them twice. Answers what the event of each tells of it, in order.
create or replace function app_private.settle_clocks(
  drafts uuid[],
  pick_numbers integer[],
  teams uuid[],
  sources app_public.pick_source[],
  at timestamptz
)
returns jsonb[]
language plpgsql
volatile
as $$
declare
  told jsonb[];
begin
  with settled as (
    update app_public.draft_slots seat
    set bank_seconds = app_private.bank_after(
          seat.bank_seconds, w.source, d.clock_ends_at, d.deadline, d.next_deadline, settle_clocks.at, s.quiet, s.increment_seconds
        ),
        misses = app_private.misses_after(seat.misses, w.source)
    from unnest(drafts, pick_numbers, teams, sources) with ordinality as w (draft, pick, team, source, place)
    join app_public.drafts d on d.id = w.draft
    cross join lateral app_private.settings_for(w.draft, w.pick) as s
    where seat.draft_id = w.draft and seat.team_id = w.team
    returning w.place, jsonb_build_object('bankSeconds', seat.bank_seconds, 'misses', seat.misses) as facts
  )
  select array_agg(settled.facts order by settled.place) into told from settled;
  return told;
end;
$$;

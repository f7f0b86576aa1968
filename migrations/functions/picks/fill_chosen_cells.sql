-- Fills the cells of those choices of the clock that hold without being judged (see apply_choices; element i of each list belongs
-- together), of drafts that are locked by the caller. held: the places of those drafts; null: all of them. have_time_rules: of plain drafts, or
-- of those whose rules of time do sums alone. Answers the filled cells, in the order of their places; no lists where there are none.
create or replace function app_private.fill_chosen_cells(
  draft_ids uuid[],
  versions integer[],
  pick_numbers integer[],
  player_ids integer[],
  queue_versions integer[],
  strategies text[],
  reasons text[],
  held integer[],
  have_time_rules boolean,
  at timestamptz
)
returns app_private.filled_cells
language plpgsql
volatile
as $$
declare
  pulse app_private.pulse;
  filled app_private.filled_cells;
begin
  select * into pulse from app_private.pulse;
  -- In an outage the team may have to get time back instead.
  if pulse.at < at - pulse.longest_silence then
    return null;
  end if;
  with cell as (
    update app_public.picks c
    set player_id = w.player, strategy = w.strategy, reason = w.reason, picked_at = fill_chosen_cells.at,
        source = case when seat.autopilot then 'AUTOPILOT' else 'AUTO' end::app_public.pick_source
    from unnest(draft_ids, versions, pick_numbers, player_ids, queue_versions, strategies, reasons) with ordinality
      as w (draft, version, pick, player, queue_version, strategy, reason, place)
    join app_public.drafts d on d.id = w.draft
    join app_public.draft_slots seat on seat.draft_id = w.draft
    where c.draft_id = w.draft and c.pick_number = w.pick and c.player_id is null
      and d.version = w.version and d.state = 'IN_PROGRESS' and d.due_at <= fill_chosen_cells.at
      and d.current_pick = w.pick
      and seat.team_id = c.team_id and seat.queue_version = w.queue_version
      and seat.has_time_rules = fill_chosen_cells.have_time_rules
      and (
        not seat.has_time_rules or app_private.picks_by_sums(w.draft, w.pick, seat.misses, d.next_pause_at)
      )
      and not app_private.deadline_in_outage(d.next_deadline, pulse)
      and (held is null or w.place = any (held))
    returning
      w.place::integer, c.draft_id, d.version + 1 as version, d.job_id, d.next_deadline as deadline,
      c.pick_number, c.round, c.slot, c.team_id, c.player_id, c.source, c.strategy, c.reason
  )
  select
    array_agg(f.place), array_agg(f.draft_id), array_agg(f.version), array_agg(f.job_id), array_agg(f.deadline),
    array_agg(f.pick_number), array_agg(f.round), array_agg(f.slot), array_agg(f.team_id), array_agg(f.player_id),
    array_agg(f.source), array_agg(f.strategy), array_agg(f.reason)
  into filled
  from (select * from cell order by cell.place) as f;
  return filled;
end;
$$;

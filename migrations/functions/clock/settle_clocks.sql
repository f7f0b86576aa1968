-- What the rules of time do for teams when their picks are made or their clocks ran out, in locked drafts that have such rules: banks pay
-- for what was used of them and get the increment, and misses are counted. Element i of each list belongs together; no draft is among them
-- twice. Answers what the event of each tells of it, in order.
--
-- In time is who picks before the bank has run out; a pick in the grace after it is taken, and earns no increment.
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
    set bank_seconds = round(
          (
            app_private.bank_left(seat.bank_seconds, d.clock_ends_at, d.deadline, settle_clocks.at, s.quiet)
            + case
              when w.source in ('MANUAL', 'COMMISSIONER') and settle_clocks.at <= coalesce(d.deadline, d.next_deadline)
                then s.increment_seconds
              else 0
            end
          )::numeric,
          6
        ),
        misses = case
          when w.source in ('MANUAL', 'COMMISSIONER') then 0
          when w.source = 'AUTO' then seat.misses + 1
          else seat.misses
        end
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

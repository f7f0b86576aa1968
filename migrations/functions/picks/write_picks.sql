-- Carries out picks of several drafts as write_pick does one, with one statement for all of them: a third of the time
-- when they are many. No draft is among them twice. Answers the picks, in order, with what is on the clock after them.
create or replace function app_private.write_picks(judged app_private.judged_pick[], at timestamptz)
returns app_private.judged_pick[]
language plpgsql
volatile
as $$
declare
  written app_private.judged_pick[];
  -- The picks that leave another cell to fill.
  going_on app_private.judged_pick[];
begin
  update app_public.picks cell
  set player_id = j.player_id, source = j.source, strategy = j.strategy, reason = j.reason,
      picked_by = j.picked_by, picked_at = at
  from unnest(judged) as j
  where cell.draft_id = j.draft_id and cell.pick_number = j.pick_number;

  written := array(select w from app_private.next_on_clock(judged, at) as w);
  perform app_private.append_events(
    array(select w.draft_id from unnest(written) as w),
    array(select w.version from unnest(written) as w),
    at, 'PICKED',
    array(select app_private.picked_data(w) from unnest(written) as w),
    array(select w.next_deadline from unnest(written) as w)
  );
  perform app_private.complete_draft(w.draft_id, at, w.version + 1, w.source)
  from unnest(written) as w where w.next_pick is null;

  going_on := array(select w from unnest(written) as w where w.next_pick is not null);
  perform app_private.put_on_clock(
    array(select w.draft_id from unnest(going_on) as w),
    array(select w.version from unnest(going_on) as w),
    array(select w.next_pick from unnest(going_on) as w),
    array(select w.next_deadline from unnest(going_on) as w),
    array(select w.job_id from unnest(going_on) as w),
    array(select w.source = 'AUTO' from unnest(going_on) as w),
    at
  );
  return written;
end;
$$;

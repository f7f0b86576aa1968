-- Puts the teams of locked drafts back on the clock, whose time ran out in an outage, for as many seconds. judged: the picks that
-- the clock would have made; version is that of the event that tells of it instead. Answers them, in order, with what is on the
-- clock again.
create or replace function app_private.give_time_back(
  judged app_private.judged_pick[],
  at timestamptz,
  seconds double precision
)
returns app_private.judged_pick[]
language plpgsql
volatile
as $$
declare
  back constant app_private.judged_pick[] := array(
    select b from app_private.next_on_clock(judged, at, seconds) as b
  );
  drafts constant uuid[] := array(select b.draft_id from unnest(back) as b);
  versions constant integer[] := array(select b.version from unnest(back) as b);
  deadlines constant timestamptz[] := array(select b.next_deadline from unnest(back) as b);
begin
  perform app_private.put_on_clock(
    drafts, versions, array(select b.next_pick from unnest(back) as b), deadlines,
    array(select b.job_id from unnest(back) as b), array_fill(false, array[cardinality(back)]), at
  );
  perform app_private.append_events(
    drafts, versions, at, 'TIME_RETURNED',
    array(
      select jsonb_build_object(
        'pickNumber', b.next_pick, 'teamId', b.next_team_id, 'seconds', extract(epoch from b.next_deadline - at)
      )
      from unnest(back) as b
    ),
    deadlines
  );
  return back;
end;
$$;

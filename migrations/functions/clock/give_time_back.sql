-- Puts the teams of locked drafts back on the clock, whose time ran out in an outage, for as many seconds of open time; their banks are as
-- they were when the outage began. judged: the picks that the clock would have made; version is that of the event that tells of it
-- instead. Answers them, in order, with what is on the clock again, and when its alarm rings (next_deadline).
create or replace function app_private.give_time_back(
  judged app_private.judged_pick[],
  at timestamptz,
  seconds double precision,
  outage_began timestamptz
)
returns app_private.judged_pick[]
language plpgsql
volatile
as $$
declare
  back app_private.judged_pick[];
  drafts constant uuid[] := array(select j.draft_id from unnest(judged) as j);
  versions constant integer[] := array(select j.version from unnest(judged) as j);
  deadlines timestamptz[];
  rules app_private.clock[];
begin
  perform app_private.charge_bank(d, outage_began)
  from app_public.drafts d where d.id = any (drafts) and d.bank_before is not null;
  back := array(select b from app_private.next_on_clock(judged, at, seconds) as b);
  deadlines := array(select b.next_deadline from unnest(back) as b);
  -- Left out where all are plain: those are written together.
  if exists (select from unnest(back) as b where b.has_time_rules) then
    rules := array(select b.next_rules from unnest(back) as b);
  end if;
  perform app_private.put_on_clock(
    drafts, versions, array(select b.next_pick from unnest(back) as b), deadlines,
    array(select b.job_id from unnest(back) as b), array_fill(false, array[cardinality(back)]), at, rules
  );
  perform app_private.append_events(
    drafts, versions, at, 'TIME_RETURNED',
    array(
      select
        jsonb_build_object('pickNumber', b.next_pick, 'teamId', b.next_team_id, 'seconds', give_time_back.seconds)
          || case
            when (b.next_rules).bank_seconds is null then '{}'
            else jsonb_build_object('bankSeconds', (b.next_rules).bank_seconds)
          end
      from unnest(back) as b
    ),
    deadlines, rules
  );
  if rules is not null then
    for place in 1 .. cardinality(back) loop
      back[place].next_deadline := coalesce((back[place].next_rules).due_at, back[place].next_deadline);
    end loop;
  end if;
  return back;
end;
$$;

-- Judges picks of the clock and carries them out; its choices at an unchanged draft apply_choices carries out without, and picks of people
-- apply_pick. Answers each request (see judge_pick): picked, stale, skipped (locked by somebody), refused with a code, or what the clock did
-- instead of picking. returned: it ran out in an outage, and the team got time back. By the rules of time: passed (the cell is
-- passed over), waiting (the team stays on the clock), paused (a planned pause came first). next_deadline: when the alarm rings next.
--
-- own: the draft that is waited for, the first and only wait; every other one is skipped while locked.
--
-- Processes of 0.2.0 ask here for picks of people as well, with kind MANUAL: a set of one; among other requests it is an error (22023), and
-- nothing is applied.
create or replace function app_private.apply_picks(requests jsonb, own uuid)
returns setof app_private.judged_pick
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
-- Every look-up is by key, in the order of its key: no statistic, and none missing, may turn one into a scan, or
-- the next open cell into a sort of the whole board.
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set enable_bitmapscan = off
set enable_material = off
set enable_sort = off
set enable_memoize = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  request jsonb;
  draft uuid;
  judged app_private.judged_pick;
  place integer := 0;
  answers app_private.judged_pick[] := array[]::app_private.judged_pick[];
  returning_time app_private.judged_pick[] := array[]::app_private.judged_pick[];
  pulse app_private.pulse;
  locked uuid[];
  at timestamptz;
  in_outage boolean;
begin
  if requests @> '[{"kind": "MANUAL"}]' then
    if jsonb_array_length(requests) > 1 then
      raise exception 'apply_picks takes a manual pick alone, not among % requests', jsonb_array_length(requests)
        using errcode = 'invalid_parameter_value';
    end if;
    return query
    select picked.*
    from jsonb_to_record(requests -> 0) as asked (
      "draftId" uuid, "pickNumber" integer, "playerId" integer, "waiveRoster" boolean, note text, "actorKind" text, "userId" uuid
    )
    cross join lateral app_private.apply_pick(
      asked."draftId", asked."pickNumber", asked."playerId", asked."waiveRoster", asked.note,
      row(asked."actorKind", asked."userId")::app_private.actor
    ) as picked;
    return;
  end if;

  perform from app_public.drafts d where d.id = own for no key update;
  locked := array(
    select d.id from app_public.drafts d
    where d.id = any (array(select (r ->> 'draftId')::uuid from jsonb_array_elements(requests) as r))
      and d.id is distinct from own
    for no key update skip locked
  );
  at := clock_timestamp();
  pulse := app_private.record_heartbeat(at, keeps_time => false);
  for request, draft in select r, (r ->> 'draftId')::uuid from jsonb_array_elements(requests) as r loop
    place := place + 1;
    if draft = own or draft = any (locked) or not exists (select from app_public.drafts d where d.id = draft) then
      judged := app_private.judge_pick(request, at);
      judged.place := place;
      in_outage := judged.source = 'AUTO' and app_private.deadline_in_outage(judged.deadline, pulse);
      if judged.outcome = 'picked' and judged.has_time_rules then
        judged := app_private.act_at_zero(judged, at, in_outage);
      end if;
      if judged.outcome = 'picked' and in_outage then
        judged.outcome := 'returned';
        returning_time := returning_time || judged;
      elsif judged.outcome = 'picked' then
        answers := answers || app_private.write_pick(judged, at);
        if request ->> 'privateReason' is not null then
          perform app_private.keep_reasons(
            array[draft], array[judged.pick_number], array[judged.team_id], array[request ->> 'privateReason'], at
          );
        end if;
      else
        answers := answers || judged;
      end if;
    else
      judged := null;
      judged.place := place;
      judged.draft_id := draft;
      judged.outcome := 'skipped';
      answers := answers || judged;
    end if;
  end loop;
  if cardinality(returning_time) > 0 then
    answers := answers || app_private.give_time_back(
      returning_time, at, extract(epoch from least(pulse.outage_ended - pulse.outage_began, pulse.most_returned)),
      pulse.outage_began
    );
  end if;
  return query select a.* from unnest(answers) as a order by a.place;
end;
$$;

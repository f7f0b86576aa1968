-- Refuses planned pauses that would never come: a time that is over or more than two years ahead, and a pick that was on the clock already.
create or replace function app_private.require_coming_pauses(
  times timestamptz[],
  picks integer[],
  at timestamptz,
  current_pick integer
)
returns void
language plpgsql
stable
as $$
declare
  farthest_pause constant interval := '2 years';
  refused_time timestamptz;
  refused_pick integer;
begin
  select t.pause into refused_time from unnest(times) as t (pause)
  where t.pause <= at or t.pause > at + farthest_pause limit 1;
  if found then
    perform app_private.refuse('PAUSE_INVALID', jsonb_build_object('pauseAt', refused_time, 'at', at));
  end if;
  select p.pick into refused_pick from unnest(picks) as p (pick) where p.pick <= current_pick limit 1;
  if found then
    perform app_private.refuse(
      'PAUSE_INVALID', jsonb_build_object('beforePick', refused_pick, 'currentPick', current_pick)
    );
  end if;
end;
$$;

-- The number of the event that put a pick on the clock: the first one since the board was laid out or rolled back to it or before it; where
-- before_version is given, the last one before that. Null where it never was.
create or replace function app_private.came_on_clock(draft uuid, pick_number integer, before_version integer default null)
returns integer
language plpgsql
stable
as $$
declare
  began integer;
  first_time integer;
  last_time integer;
begin
  select max(e.version) into began
  from app_public.draft_events e
  where e.draft_id = draft and (
    e.kind = 'OPENED'
    -- A pick that was skipped before and is undone alone changes nothing of what came before it.
    or e.kind = 'ROLLED_BACK' and (e.data ->> 'toPick')::integer <= came_on_clock.pick_number
      and not (e.data -> 'undone' -> 0 ->> 'isSkipped')::boolean
  );
  select min(e.version), max(e.version) into first_time, last_time
  from app_public.draft_events e
  where e.draft_id = draft and e.version >= began and (before_version is null or e.version < before_version)
    and case
      when e.kind = 'OPENED' then (e.data ->> 'pickNumber')::integer
      -- One that leaves another pick on the clock puts none on it.
      when e.kind = 'ROLLED_BACK' and e.data -> 'toPick' = e.data -> 'undone' -> 0 -> 'pickNumber'
        then (e.data ->> 'toPick')::integer
      when e.kind in ('PICKED', 'SKIPPED') and not coalesce((e.data ->> 'madeUp')::boolean, false)
        then (e.data ->> 'nextPickNumber')::integer
    end = came_on_clock.pick_number;
  return case when before_version is null then first_time else last_time end;
end;
$$;

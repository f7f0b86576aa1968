-- What was left of the banks of a draft, in seconds, and the misses of its teams, after the event of that number: folded from the events as
-- clients do. Settings that changed since then hold: what they gave to the banks, or took, is kept.
create or replace function app_private.team_times_at(draft uuid, upto integer)
returns table (team_id uuid, bank_seconds double precision, misses integer)
language plpgsql
stable
as $$
declare
  none constant jsonb := (
    select jsonb_object_agg(seat.team_id, 0) from app_public.draft_slots seat where seat.draft_id = draft
  );
  banks jsonb := none;
  missed jsonb := none;
  is_open boolean := false;
  told record;
begin
  for told in
    select e.version, e.kind, e.data
    from app_public.draft_events e
    where e.draft_id = draft and (
      e.version <= upto and e.data ?| array['bankSeconds', 'misses', 'teamTimes']
      or e.kind in ('OPENED', 'SETTINGS_CHANGED')
    )
    order by e.version
  loop
    if told.kind = 'OPENED' then
      is_open := true;
      banks := (select jsonb_object_agg(b.key, coalesce(told.data -> 'bankSeconds', '0')) from jsonb_each(banks) as b);
    elsif told.kind = 'SETTINGS_CHANGED' then
      if is_open and (told.data ->> 'bankSecondsAdded')::double precision <> 0 then
        banks := (
          select jsonb_object_agg(
            b.key, greatest(b.value::double precision + (told.data ->> 'bankSecondsAdded')::double precision, 0)
          )
          from jsonb_each_text(banks) as b
        );
      end if;
    else
      banks := banks || app_private.told_by_team(draft, told.data, 'bankSeconds');
      missed := missed || app_private.told_by_team(draft, told.data, 'misses');
    end if;
  end loop;
  return query
  select b.key::uuid, b.value::double precision, (missed ->> b.key)::integer from jsonb_each_text(banks) as b;
end;
$$;

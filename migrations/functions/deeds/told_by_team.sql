-- What an event tells of teams under that name, by team: of the team that it names, or of those of its list teamTimes.
create or replace function app_private.told_by_team(draft uuid, facts jsonb, name text)
returns jsonb
language plpgsql
stable
as $$
begin
  if facts ? 'teamTimes' then
    return coalesce(
      (
        select jsonb_object_agg(t ->> 'teamId', t -> name)
        from jsonb_array_elements(facts -> 'teamTimes') as t where t ? name
      ), '{}'
    );
  elsif not facts ? name then
    return '{}';
  end if;
  return jsonb_build_object(
    coalesce(
      facts ->> 'teamId',
      -- Pauses of earlier programs name the pick alone, whose owner was fixed then.
      (
        select cell.team_id::text from app_public.picks cell
        where cell.draft_id = draft and cell.pick_number = (facts ->> 'pickNumber')::integer
      )
    ),
    facts -> name
  );
end;
$$;

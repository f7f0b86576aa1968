-- Invites somebody to manage each of some teams, all or none: by the SHA-256 of a secret for each. Answers the invitations in the order
-- of the teams.
create or replace function app_private.create_invitations(teams uuid[], hashes bytea[], actor app_private.actor)
returns table (id uuid, team_id uuid, expires_at timestamptz)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
begin
  if cardinality(teams) <> (select count(distinct listed.team) from unnest(teams) as listed (team)) then
    perform app_private.refuse('TEAM_LISTED_TWICE');
  end if;
  -- In one order, so that two commissioners of a league do not wait for each other.
  perform t.id from app_public.teams t where t.id = any (teams) order by t.id for no key update;
  return query
    select made.id, listed.team, made.expires_at
    from unnest(teams, hashes) with ordinality as listed (team, hash, place)
    cross join lateral app_private.create_invitation(listed.team, listed.hash, actor) as made
    order by listed.place;
end;
$$;

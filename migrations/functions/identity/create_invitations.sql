-- Invites somebody to manage each of some teams, all or none: by the SHA-256 of a secret for each, in the order of the teams. Answers
-- the invitations in the order of the teams' ids.
create or replace function app_private.create_invitations(teams uuid[], hashes bytea[], actor app_private.actor)
returns table (id uuid, team_id uuid, expires_at timestamptz)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  twice uuid;
  invited record;
begin
  select listed.team into twice from unnest(teams) as listed (team) group by listed.team having count(*) > 1 limit 1;
  if found then
    perform app_private.refuse('TEAM_LISTED_TWICE', jsonb_build_object('teamId', twice));
  end if;
  -- Each locks its team. In one order, so that two who invite to the same teams do not wait for each other.
  for invited in
    select listed.team, listed.hash from unnest(teams, hashes) as listed (team, hash) order by listed.team
  loop
    return query
      select made.id, invited.team, made.expires_at
      from app_private.create_invitation(invited.team, invited.hash, actor) as made;
  end loop;
end;
$$;

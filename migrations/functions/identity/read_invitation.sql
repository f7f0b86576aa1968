-- What somebody who has the secret of an invitation may know before they use it: one row, or none for a secret that nobody ever
-- was sent. state: OPEN, USED, HAS_MANAGER (the team was given to
-- somebody meanwhile), REVOKED or EXPIRED. viewer_name: of who asks, or null for nobody.
create or replace function app_private.read_invitation(secret_hash bytea, viewer uuid default null)
returns table (state text, league_name text, team_name text, expires_at timestamptz, viewer_name text)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select
    case
      when i.claimed_at is not null then 'USED'
      when t.manager_id is not null and t.manager_since >= i.created_at then 'HAS_MANAGER'
      when i.revoked_at is not null then 'REVOKED'
      when i.expires_at <= clock_timestamp() then 'EXPIRED'
      else 'OPEN'
    end,
    l.name, t.name, i.expires_at,
    (select u.name from app_public.users u where u.id = viewer)
  from app_public.invitations i
  join app_public.teams t on t.id = i.team_id
  join app_public.leagues l on l.id = t.league_id
  where i.hash = secret_hash;
$$;

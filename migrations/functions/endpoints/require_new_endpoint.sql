-- Refuses who may not add an endpoint of that kind to a league, or to all (null): asked before the address is judged, which tells what private
-- networks may be reached.
create or replace function app_private.require_new_endpoint(
  league uuid,
  kind app_public.endpoint_kind,
  actor app_private.actor
)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if league is null or kind in ('NATS', 'LOG') then
    perform app_private.require_operator(actor);
  end if;
  if league is not null then
    if not exists (select from app_public.leagues l where l.id = league) or not app_private.may_see_league(actor, league) then
      perform app_private.refuse('LEAGUE_NOT_FOUND');
    end if;
    perform app_private.require_commissioner(actor, league);
  end if;
end;
$$;

-- An endpoint, for an actor who runs its league; one of all leagues is an operator's. Who may not see it is told that there is no such one.
create or replace function app_private.require_endpoint(endpoint uuid, actor app_private.actor)
returns app_public.endpoints
language plpgsql
stable
as $$
declare
  seen app_public.endpoints;
begin
  perform app_private.require_signed_in(actor);
  select * into seen from app_public.endpoints e where e.id = endpoint;
  if not found or not (
    (actor).kind = 'OPERATOR' or (seen.league_id is not null and app_private.may_run(actor, seen.league_id))
  ) then
    perform app_private.refuse('ENDPOINT_NOT_FOUND');
  end if;
  return seen;
end;
$$;

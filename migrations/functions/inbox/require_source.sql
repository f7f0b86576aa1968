-- A source, for an actor who runs its league; one of all leagues is an operator's. Who may not see it is told that there is no such one.
create or replace function app_private.require_source(source uuid, actor app_private.actor)
returns app_public.sources
language plpgsql
stable
as $$
declare
  seen app_public.sources;
begin
  perform app_private.require_signed_in(actor);
  select * into seen from app_public.sources s where s.id = source;
  if not found or not (
    (actor).kind = 'OPERATOR' or (seen.league_id is not null and app_private.may_run(actor, seen.league_id))
  ) then
    perform app_private.refuse('SOURCE_NOT_FOUND');
  end if;
  return seen;
end;
$$;

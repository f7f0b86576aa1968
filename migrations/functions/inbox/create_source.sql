-- Adds a source: of a league, by who runs it, or of any league (null), by an operator. Answers its id.
create or replace function app_private.create_source(
  league uuid,
  name text,
  kinds text[],
  secret text,
  actor app_private.actor
)
returns uuid
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  most_per_league constant integer := 20;
  now_there timestamptz;
  made uuid;
begin
  if league is null then
    perform app_private.require_operator(actor);
  else
    if not exists (select from app_public.leagues l where l.id = league) or not app_private.may_see_league(actor, league) then
      perform app_private.refuse('LEAGUE_NOT_FOUND');
    end if;
    perform app_private.require_commissioner(actor, league);
    perform from app_public.leagues l where l.id = league for no key update;
    if (select count(*) from app_public.sources s where s.league_id = league) >= most_per_league then
      perform app_private.refuse('TOO_MANY_SOURCES', jsonb_build_object('most', most_per_league));
    end if;
  end if;
  now_there := clock_timestamp();
  insert into app_public.sources (league_id, name, kinds, created_at, created_by, acts_as_operator)
  values (league, create_source.name, create_source.kinds, now_there, (actor).user_id, (actor).kind = 'OPERATOR')
  returning id into made;
  insert into app_private.source_secrets (source_id, secret, created_at) values (made, create_source.secret, now_there);
  if league is not null then
    perform app_private.audit(
      actor, 'SOURCE_CREATED', league, null, null, jsonb_build_object('sourceId', made, 'name', name, 'kinds', kinds)
    );
  end if;
  return made;
end;
$$;

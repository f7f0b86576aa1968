-- Brings a league back that was put away, since one of its drafts is new or goes on again: a draft that goes on is in the lists of its
-- people. From here to the commit nobody puts the league away, who would not see that draft yet.
create or replace function app_private.bring_league_back(league uuid, actor app_private.actor)
returns void
language plpgsql
volatile
as $$
begin
  perform from app_public.leagues l where l.id = league for no key update;
  update app_public.leagues l set archived_at = null where l.id = league and l.archived_at is not null;
  if found then
    perform app_private.audit(actor, 'LEAGUE_ARCHIVED', league, null, null, jsonb_build_object('archived', false));
  end if;
end;
$$;

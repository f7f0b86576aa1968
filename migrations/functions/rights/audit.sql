-- Notes what a commissioner or an operator did with rights over others, in the transaction that does it. The service's clock
-- is neither, and not noted; nor is what happens in previews.
create or replace function app_private.audit(
  actor app_private.actor,
  action text,
  league uuid,
  draft uuid default null,
  team uuid default null,
  facts jsonb default '{}'
)
returns void
language plpgsql
volatile
as $$
begin
  if (actor).kind in ('USER', 'OPERATOR') then
    insert into app_public.audit_entries (at, actor_kind, actor_id, action, league_id, draft_id, team_id, facts)
    select
      clock_timestamp(), (actor).kind, (actor).user_id, audit.action, audit.league, audit.draft, audit.team, audit.facts
    where not exists (select from app_public.leagues l where l.id = audit.league and l.is_preview);
  end if;
end;
$$;

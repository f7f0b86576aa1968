-- Whether the actor may know of a league: a member, who may watch one of its drafts, an operator, or the service's clock. Of the league of
-- somebody's previews nobody may but the service: it is no more than what holds the drafts.
create or replace function app_private.may_see_league(actor app_private.actor, league uuid)
returns boolean
language plpgsql
stable
as $$
begin
  if (actor).kind is distinct from 'CLOCK' and exists (
    select from app_public.leagues l where l.id = league and l.is_preview
  ) then
    return false;
  end if;
  return (actor).kind in ('OPERATOR', 'CLOCK')
    or exists (
      select from app_private.leagues_of((actor).user_id) as member (league_id) where member.league_id = league
    )
    or exists (
      select from app_public.drafts d cross join lateral app_private.may_watch(d.id, actor) as watched
      where d.league_id = league
    );
end;
$$;

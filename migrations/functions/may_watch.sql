-- Whether the actor may watch a draft of that league and that visibility. The policy on drafts is the same rule for reads
-- (see viewer_leagues); a test compares both. In plpgsql, whose plans are kept: every follower's draft is asked about often.
create or replace function app_private.may_watch(
  actor app_private.actor,
  league uuid,
  visibility app_public.draft_visibility
)
returns boolean
language plpgsql
stable
as $$
begin
  return visibility = 'PUBLIC' or (actor).kind in ('OPERATOR', 'CLOCK')
    or exists (select from app_private.leagues_of((actor).user_id) as member (league_id) where member.league_id = league);
end;
$$;

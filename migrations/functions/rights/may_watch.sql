-- The draft, where the actor may watch it; no row where they may not, or there is none. The one rule of who may watch: the
-- policy on drafts is the same rule for reads (see viewer_leagues), and a test compares both. A set, without settings of
-- its own, so that whoever asks about many drafts has it in the plan of that question.
create or replace function app_private.may_watch(draft uuid, actor app_private.actor)
returns setof app_public.drafts
language sql
stable
as $$
  select d.* from app_public.drafts d
  where d.id = draft and (
    d.visibility = 'PUBLIC'
    or (actor).kind in ('OPERATOR', 'CLOCK')
    or exists (
      select from app_private.leagues_of((actor).user_id) as member (league_id) where member.league_id = d.league_id
    )
  );
$$;

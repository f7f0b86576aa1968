-- The team of a draft that the viewer manages; the one that drafts first where there are several.
create or replace function app_public.drafts_my_team(draft app_public.drafts)
returns app_public.teams
language sql
stable
as $$
  select t.*
  from app_public.draft_slots seat
  join app_public.teams t on t.id = seat.team_id
  where seat.draft_id = draft.id and t.manager_id = app_public.viewer_id()
  order by seat.slot
  limit 1;
$$;
comment on function app_public.drafts_my_team(app_public.drafts) is
  'The team of the draft that the viewer manages: the first in draft order where there are several, null where there is none.';

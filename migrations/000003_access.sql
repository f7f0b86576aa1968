-- Who sees what. The API reads as the visitor role and names the viewer in two settings of its transaction;
-- row security decides from there. The owner, who runs the door and the workers, is not bound by it.

create function app_public.viewer_id() returns uuid language sql stable as 'select null::uuid';
create function app_public.viewer_is_operator() returns boolean language sql stable as 'select false';
create function app_private.viewer_leagues() returns setof uuid language sql stable as 'select null::uuid';

alter table app_public.users enable row level security;
alter table app_public.leagues enable row level security;
alter table app_public.teams enable row level security;
alter table app_public.player_pools enable row level security;
alter table app_public.players enable row level security;
alter table app_public.drafts enable row level security;
alter table app_public.draft_settings enable row level security;
alter table app_public.draft_slots enable row level security;
alter table app_public.picks enable row level security;
alter table app_public.queue_entries enable row level security;
alter table app_public.draft_events enable row level security;

-- Who plays in a league, or runs it, sees its drafts; public ones are for everybody.
create policy drafts_are_seen_by_members_or_when_public on app_public.drafts for select using (
  visibility = 'PUBLIC'
  or league_id in (select app_private.viewer_leagues())
  or app_public.viewer_is_operator()
);
-- What belongs to a draft is seen with it.
create policy draft_settings_are_seen_with_the_draft on app_public.draft_settings for select using (
  exists (select from app_public.drafts d where d.id = draft_id)
);
create policy draft_slots_are_seen_with_the_draft on app_public.draft_slots for select using (
  exists (select from app_public.drafts d where d.id = draft_id)
);
create policy picks_are_seen_with_the_draft on app_public.picks for select using (
  exists (select from app_public.drafts d where d.id = draft_id)
);
create policy draft_events_are_seen_with_the_draft on app_public.draft_events for select using (
  exists (select from app_public.drafts d where d.id = draft_id)
);
-- A wish list is the manager's alone.
create policy queue_entries_are_seen_by_the_manager on app_public.queue_entries for select using (
  exists (select from app_public.teams t where t.id = team_id and t.manager_id = app_public.viewer_id())
);
-- A league is seen by its members, and by who sees one of its drafts.
create policy leagues_are_seen_by_members_or_with_a_draft on app_public.leagues for select using (
  id in (select app_private.viewer_leagues())
  or app_public.viewer_is_operator()
  or exists (select from app_public.drafts d where d.league_id = leagues.id)
);
create policy teams_are_seen_with_the_league on app_public.teams for select using (
  exists (select from app_public.leagues l where l.id = league_id)
);
-- People are seen by themselves and by who sees a team or a league of theirs.
create policy users_are_seen_with_a_team_or_league on app_public.users for select using (
  id = app_public.viewer_id()
  or app_public.viewer_is_operator()
  or exists (select from app_public.teams t where t.manager_id = users.id)
  or exists (select from app_public.leagues l where l.commissioner_id = users.id)
);
create policy player_pools_are_for_everybody on app_public.player_pools for select using (true);
create policy players_are_for_everybody on app_public.players for select using (true);

create index players_by_name on app_public.players (pool_id, lower(name));

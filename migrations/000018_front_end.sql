-- What clients that show a draft need: an order of teams, who acted, and events that carry objects.

-- Teams of one league are created in one statement, so created_at cannot order them.
alter table app_public.teams add column ordinal bigint not null generated always as identity;
comment on column app_public.teams.ordinal is 'The order of creation, over all leagues: the teams of a league are listed in it.';

create index audit_entries_by_actor on app_public.audit_entries (actor_id);

-- The bodies live in functions/; the policies need the names.
create function app_private.shown_draft() returns uuid language sql stable as 'select null::uuid';

-- An event of a draft is worked out once for all its followers, as nobody in particular: that transaction names the draft, and sees
-- what every viewer of the draft sees.
alter policy drafts_are_seen_by_members_or_when_public on app_public.drafts using (
  visibility = 'PUBLIC'
  or league_id in (select app_private.viewer_leagues())
  or app_public.viewer_is_operator()
  or id = app_private.shown_draft()
);

-- Whoever sees that somebody acted in a league sees who it was, also an operator.
alter policy users_are_seen_with_a_team_or_league on app_public.users using (
  id = app_public.viewer_id()
  or app_public.viewer_is_operator()
  or exists (select from app_public.teams t where t.manager_id = users.id)
  or exists (select from app_public.leagues l where l.commissioner_id = users.id)
  or exists (select from app_public.audit_entries a where a.actor_id = users.id)
);

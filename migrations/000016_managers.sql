-- Who manages a team since when, and whose a wish list is.

alter type app_public.draft_event_kind add value 'MANAGER_CHANGED' after 'AUTOPILOT_CHANGED';

-- A link that was made before a manager was set gives the team to nobody any more.
alter table app_public.teams add column manager_since timestamptz;
comment on column app_public.teams.manager_since is
  'When the manager was set; null where the team was created with one, or never had one.';
update app_public.teams t
set manager_since = (
  select max(a.at) from app_public.audit_entries a
  where a.team_id = t.id and a.action in ('MANAGER_SET', 'INVITATION_CLAIMED')
)
where t.manager_id is not null;

-- A wish list is its writer's: a new manager of the team begins with an empty one, and the former one finds theirs again
-- when they come back. Who wrote the lists of today is known nowhere, so they stay with the managers of today.
alter table app_public.queue_entries
  add column manager_id uuid references app_public.users on delete cascade;
comment on column app_public.queue_entries.manager_id is 'The manager who wrote it. Only while they manage the team, it counts.';
update app_public.queue_entries q set manager_id = t.manager_id from app_public.teams t where t.id = q.team_id;
delete from app_public.queue_entries q where q.manager_id is null;
alter table app_public.queue_entries
  alter column manager_id set not null,
  drop constraint queue_entries_pkey,
  drop constraint queue_entries_name_a_player_once,
  add constraint queue_entries_pkey primary key (draft_id, team_id, manager_id, place),
  add constraint queue_entries_name_a_player_once unique (draft_id, team_id, manager_id, player_id);
create index queue_entries_by_manager on app_public.queue_entries (manager_id);
comment on table app_public.queue_entries is
  'A manager''s private wish list for a team: whom an auto-pick takes first. Players taken meanwhile stay and are passed over.';
comment on column app_public.draft_slots.queue_version is 'How often a wish list of the team was changed.';
drop policy queue_entries_are_seen_by_the_manager on app_public.queue_entries;
create policy queue_entries_are_seen_by_the_manager on app_public.queue_entries for select using (
  manager_id = app_public.viewer_id()
  and exists (select from app_public.teams t where t.id = team_id and t.manager_id = app_public.viewer_id())
);

-- A reason is public, so it says that a wish list decided, and not at which place of it the player stood.
update app_public.picks set reason = regexp_replace(reason, ', place \d+:', ':') where strategy = 'from_queue';
update app_public.draft_events
set data = jsonb_set(data, '{reason}', to_jsonb(regexp_replace(data ->> 'reason', ', place \d+:', ':')))
where kind = 'PICKED' and data ->> 'strategy' = 'from_queue';

-- Replaced by others, or with other arguments or answers now.
drop function if exists app_private.runs_league(app_private.actor, uuid);
drop function if exists app_private.require_team(app_private.actor, uuid);
drop function if exists app_private.begin_change(uuid, app_private.actor, app_public.draft_state);
drop function if exists app_private.read_plan(uuid);
drop function if exists app_private.set_queue(uuid, uuid, integer[], app_private.actor);
drop function if exists app_private.set_team_manager(uuid, uuid, app_private.actor);
drop function if exists app_private.claim_invitation(bytea, text, uuid, bytea);

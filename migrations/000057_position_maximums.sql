-- Position maximums of a league: roster limits like the others, decided when the draft opens.

alter table app_public.draft_settings
  add column position_maximums jsonb not null default '{}',
  add constraint draft_settings_have_position_maximums_by_name check (jsonb_typeof(position_maximums) = 'object');
comment on column app_public.draft_settings.position_maximums is
  'At most so many players of a team play nothing but a position, by position.';

-- Answers them as well.
drop function if exists app_private.read_plan(uuid, app_private.actor);

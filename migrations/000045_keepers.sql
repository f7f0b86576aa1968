-- Keepers and forfeited picks: cells that are made, or done with, when a draft opens.

alter type app_public.pick_source add value 'KEEPER';
comment on type app_public.pick_source is
  'Who made a pick: the manager, the commissioner in their place, the clock, autopilot, nobody since the team kept the player, or the service since a commissioner asked it to.';

alter table app_public.picks
  add column is_forfeited boolean not null default false;
comment on column app_public.picks.is_forfeited is 'Whether nobody picks here: the cell is never filled and counts as done.';
-- The lowest open cell, or else the lowest skipped one, is the first row of this index.
drop index app_public.picks_to_fill;
create index picks_to_fill on app_public.picks (draft_id, (skipped_at is not null), pick_number)
  where player_id is null and not is_forfeited;

alter table app_public.draft_settings
  add column keepers jsonb not null default '[]',
  add column forfeits jsonb not null default '[]';
comment on column app_public.draft_settings.keepers is
  'Players whom teams keep: the slot of the team, the player, the round of the cell they cost, and its slot where that is another.';
comment on column app_public.draft_settings.forfeits is 'Cells that are never filled: round and slot.';

-- It answers more columns now.
drop function if exists app_private.read_plan(uuid, app_private.actor);

-- Locks a draft that is in progress or paused, for somebody who runs its league and acts on the pick on the clock. Refuses everybody else
-- before the lock is taken, and every other state. seen_version: what it was decided on; null where that does not matter.
create or replace function app_private.lock_on_clock(
  draft uuid,
  actor app_private.actor,
  seen_version integer default null
)
returns app_public.drafts
language plpgsql
volatile
as $$
declare
  running app_public.drafts := app_private.require_draft(draft, actor);
begin
  perform app_private.require_commissioner(actor, running.league_id);
  running := app_private.lock_draft(draft);
  if running.state not in ('IN_PROGRESS', 'PAUSED') then
    perform app_private.refuse('DRAFT_NOT_IN_PROGRESS', jsonb_build_object('state', running.state));
  end if;
  if running.version <> seen_version then
    perform app_private.refuse('STALE_VERSION', jsonb_build_object('version', running.version, 'seen', seen_version));
  end if;
  return running;
end;
$$;

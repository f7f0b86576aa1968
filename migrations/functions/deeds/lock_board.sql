-- Locks a draft that has a board (in progress, paused or completed) for somebody who runs its league and mends it. Everybody else, and every
-- other state, is refused before the lock is taken, and again under it.
create or replace function app_private.lock_board(draft uuid, actor app_private.actor)
returns app_public.drafts
language plpgsql
volatile
as $$
declare
  held app_public.drafts := app_private.require_draft(draft, actor);
  is_locked boolean := false;
begin
  perform app_private.require_commissioner(actor, held.league_id);
  loop
    if held.state in ('SCHEDULED', 'CANCELLED') then
      perform app_private.refuse('BOARD_CLOSED', jsonb_build_object('state', held.state));
    end if;
    exit when is_locked;
    held := app_private.lock_draft(draft);
    is_locked := true;
  end loop;
  return held;
end;
$$;

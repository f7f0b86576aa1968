-- Locks a draft for a change of state by somebody who runs its league. What can be refused is refused before the lock is
-- taken, and judged again under it. A draft that is in that state already is answered as it is, unlocked: the same
-- request came before, as with a double click, and whoever calls changes nothing. Only the clock is refused then: it asks
-- whether there is anything left to do.
create or replace function app_private.begin_change(
  draft uuid,
  actor app_private.actor,
  from_states app_public.draft_state[],
  to_state app_public.draft_state
)
returns app_public.drafts
language plpgsql
volatile
as $$
declare
  seen app_public.drafts := app_private.require_draft(draft, actor);
  is_locked boolean := false;
begin
  perform app_private.require_commissioner(actor, seen.league_id);
  loop
    if seen.state = to_state and (actor).kind <> 'CLOCK' then
      return seen;
    end if;
    if seen.state <> all (from_states) then
      perform app_private.refuse('ILLEGAL_TRANSITION', jsonb_build_object('from', seen.state, 'to', to_state));
    end if;
    if is_locked then
      return seen;
    end if;
    seen := app_private.lock_draft(draft);
    is_locked := true;
  end loop;
end;
$$;

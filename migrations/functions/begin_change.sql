-- Locks a draft for a change of state by somebody who runs its league. What can be refused is refused
-- before the lock is taken; the trigger on drafts.state judges again afterwards.
create or replace function app_private.begin_change(
  draft uuid,
  actor app_private.actor,
  to_state app_public.draft_state
)
returns app_public.drafts
language plpgsql
as $$
declare
  seen app_public.drafts;
begin
  select * into seen from app_public.drafts d where d.id = draft;
  if not found then
    perform app_private.refuse('DRAFT_NOT_FOUND', jsonb_build_object('draftId', draft));
  end if;
  perform app_private.require_commissioner(actor, seen.league_id);
  perform app_private.require_transition(seen.state, to_state);
  seen := app_private.lock_draft(draft);
  perform app_private.require_transition(seen.state, to_state);
  return seen;
end;
$$;

-- Locks a draft whose order may still be changed, for somebody who runs its league.
create or replace function app_private.lock_order(draft uuid, actor app_private.actor)
returns app_public.drafts
language plpgsql
volatile
as $$
declare
  waiting app_public.drafts := app_private.require_draft(draft, actor);
begin
  perform app_private.require_commissioner(actor, waiting.league_id);
  waiting := app_private.lock_draft(draft);
  if waiting.state <> 'SCHEDULED' then
    perform app_private.refuse('ORDER_FIXED', jsonb_build_object('state', waiting.state));
  end if;
  return waiting;
end;
$$;

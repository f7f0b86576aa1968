-- A draft, for a signed-in actor who may watch it. For everybody else a draft that they may not watch is one that there is
-- not: the same answer without numbers, before any lock is waited for.
create or replace function app_private.require_draft(draft uuid, actor app_private.actor)
returns app_public.drafts
language plpgsql
stable
as $$
declare
  seen app_public.drafts;
begin
  select * into seen from app_private.may_watch(draft, actor);
  if not found then
    perform app_private.refuse('DRAFT_NOT_FOUND');
  end if;
  perform app_private.require_signed_in(actor);
  return seen;
end;
$$;

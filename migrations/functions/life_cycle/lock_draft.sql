-- Waits for the draft and locks it: the only place where anybody waits, and always the first lock taken.
create or replace function app_private.lock_draft(draft uuid)
returns app_public.drafts
language plpgsql
volatile
as $$
declare
  locked app_public.drafts;
begin
  select * into locked from app_public.drafts d where d.id = draft for no key update;
  if not found then
    perform app_private.refuse('DRAFT_NOT_FOUND');
  end if;
  return locked;
end;
$$;

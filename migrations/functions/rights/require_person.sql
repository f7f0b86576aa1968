-- Refuses a caller who is no person, and one whom the database does not know.
create or replace function app_private.require_person(actor app_private.actor)
returns void
language plpgsql
stable
as $$
begin
  if (actor).user_id is null then
    perform app_private.refuse('NOT_SIGNED_IN');
  end if;
  if not exists (select from app_public.users u where u.id = (actor).user_id) then
    perform app_private.refuse('USER_NOT_FOUND', jsonb_build_object('userId', (actor).user_id));
  end if;
end;
$$;

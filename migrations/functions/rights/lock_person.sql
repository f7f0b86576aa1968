-- Locks what belongs to the actor alone, such as their rankings, and answers whose it is: they must be a person that is known here. The
-- lock is the person's row: of two changes at once the second begins with what the first left, and no draft waits.
create or replace function app_private.lock_person(actor app_private.actor)
returns uuid
language plpgsql
volatile
as $$
declare
  owner uuid;
begin
  if (actor).user_id is null then
    perform app_private.refuse('NOT_SIGNED_IN');
  end if;
  select u.id into owner from app_public.users u where u.id = (actor).user_id for no key update;
  if not found then
    perform app_private.refuse('USER_NOT_FOUND', jsonb_build_object('userId', (actor).user_id));
  end if;
  return owner;
end;
$$;

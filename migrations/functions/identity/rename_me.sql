-- Gives whoever is signed in another name.
create or replace function app_private.rename_me(name text, actor app_private.actor)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
begin
  if (actor).user_id is null then
    perform app_private.refuse('NOT_SIGNED_IN');
  end if;
  update app_public.users u set name = rename_me.name where u.id = (actor).user_id;
  if not found then
    perform app_private.refuse('USER_NOT_FOUND', jsonb_build_object('userId', (actor).user_id));
  end if;
end;
$$;

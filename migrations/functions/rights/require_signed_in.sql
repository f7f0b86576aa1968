-- Refuses a caller who is not signed in.
create or replace function app_private.require_signed_in(actor app_private.actor)
returns void
language plpgsql
stable
as $$
begin
  if (actor).kind = 'USER' and (actor).user_id is null then
    perform app_private.refuse('NOT_SIGNED_IN');
  end if;
end;
$$;

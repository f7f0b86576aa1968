-- Refuses everybody but an operator of the service.
create or replace function app_private.require_operator(actor app_private.actor)
returns void
language plpgsql
stable
as $$
begin
  perform app_private.require_signed_in(actor);
  if (actor).kind <> 'OPERATOR' then
    perform app_private.refuse('NOT_OPERATOR');
  end if;
end;
$$;

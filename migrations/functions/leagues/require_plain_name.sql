-- Refuses a name that is not in its plain form (see plain_name).
create or replace function app_private.require_plain_name(name text)
returns void
language plpgsql
immutable
as $$
begin
  if name is distinct from app_private.plain_name(name) then
    perform app_private.refuse('TEXT_INVALID', jsonb_build_object('argument', 'name'));
  end if;
end;
$$;

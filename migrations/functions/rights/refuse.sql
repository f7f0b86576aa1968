-- Refuses what was asked: one of the codes of src/draft/errors.ts, with the numbers a client needs.
create or replace function app_private.refuse(code text, numbers jsonb default '{}')
returns void
language plpgsql
immutable
as $$
begin
  raise exception using errcode = 'DRAFT', message = code, detail = numbers::text;
end;
$$;

-- Refuses everybody but an operator, and a period that cannot be counted.
create or replace function app_private.require_period(since timestamptz, until timestamptz, actor app_private.actor)
returns void
language plpgsql
stable
as $$
declare
  longest constant interval := '366 days';
begin
  perform app_private.require_operator(actor);
  if since is null or until is null or since >= until or until - since > longest then
    perform app_private.refuse(
      'PERIOD_INVALID', jsonb_build_object('since', since, 'until', until, 'mostDays', extract(days from longest)::integer)
    );
  end if;
end;
$$;

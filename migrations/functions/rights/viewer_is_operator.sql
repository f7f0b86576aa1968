-- Whether the API reads for an operator of the service: a setting of the transaction.
create or replace function app_public.viewer_is_operator()
returns boolean
language sql
stable
parallel safe
as $$
  select coalesce(current_setting('draft_orchestrator.viewer_role', true), '') = 'operator';
$$;
comment on function app_public.viewer_is_operator() is E'@behavior -*\nWhether the API reads for an operator.';

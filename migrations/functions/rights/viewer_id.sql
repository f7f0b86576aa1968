-- The person for whom the API reads, or null: a setting of the transaction.
create or replace function app_public.viewer_id()
returns uuid
language sql
stable
parallel safe
as $$
  select nullif(current_setting('draft_orchestrator.viewer_id', true), '')::uuid;
$$;
comment on function app_public.viewer_id() is E'@behavior -*\nThe person for whom the API reads.';

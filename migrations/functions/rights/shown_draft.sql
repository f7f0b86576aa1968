-- The draft of the event that the API works out for all its followers, or null: a setting of the transaction.
create or replace function app_private.shown_draft()
returns uuid
language sql
stable
parallel safe
as $$
  select nullif(current_setting('draft_orchestrator.shown_draft', true), '')::uuid;
$$;

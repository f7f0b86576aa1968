-- The trigger behind drafts.state: only what the table of transitions lists may happen, whoever asks.
create or replace function app_private.check_transition()
returns trigger
language plpgsql
volatile
as $$
begin
  perform app_private.require_transition(old.state, new.state);
  return new;
end;
$$;
